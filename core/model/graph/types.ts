import type { ArnScope } from '../arn'
import type { Position } from '../diagnostic'
import type { Limit } from '../limits'
import type { NameScope } from '../names'
import type { DatabasePermission, TablePermission } from '../personas'
import type { TableSettings } from '../schema/dataset'
import type { Sensitivity } from '../sensitivity'

/** Who may do what, derived from the mesh: the source of Terraform, rows, proofs and reviews. */
export interface AccessGraph {
  readonly mesh: string
  /** Code → the group whose it was: nobody else gets it. */
  readonly retired: Readonly<Record<string, string>>
  /** Sorted by name. */
  readonly environments: readonly EnvironmentAccess[]
}

export interface EnvironmentAccess extends NameScope, ArnScope {
  readonly domain: string
  readonly stage: string
  readonly closed: boolean
  readonly services: readonly ServiceAccess[]
  readonly datasets: readonly DatasetAccess[]
  /** Sorted by key. */
  readonly roles: readonly RoleAccess[]
  readonly home: HomeAccess | undefined
}

/** A service as an environment's account sees it. */
export type ServiceAccess = SamlAccess | OidcAccess | CognitoAccess

interface ServiceBase {
  readonly name: string
  /** ARN of the IAM provider, or the id of the identity pool: what an entitlement row names. */
  readonly provider: string
}
export interface SamlAccess extends ServiceBase {
  readonly protocol: 'saml'
  readonly audience: string
}
export interface OidcAccess extends ServiceBase {
  readonly protocol: 'oidc'
  readonly issuer: string
  readonly clientIds: readonly string[]
}
export interface CognitoAccess extends ServiceBase {
  readonly protocol: 'cognito'
}

export interface DatasetAccess {
  readonly name: string
  readonly description: string | undefined
  readonly owner: string
  readonly classification: string
  readonly sensitivity: Sensitivity
  readonly bucket: string
  readonly alias: string
  readonly database: string
  /** The role that Lake Formation reads the bucket with. */
  readonly locationRole: RoleName
  readonly tables: Readonly<Record<string, TableSettings>>
}

export interface RoleName {
  readonly name: string
  readonly arn: string
}

export type RoleKind = 'persona' | 'share' | 'live' | 'home' | 'jobs'

export interface RoleAccess extends RoleName {
  /** Unique in its environment and never derived from a position: `persona_reader`, `share_adg-statistics`, `home`. */
  readonly key: string
  readonly kind: RoleKind
  /** The persona's name, `share`, `live` or `home`. */
  readonly persona: string
  /** Of a live role: the one dataset that it is for. */
  readonly dataset?: string
  /** Who may open the role; for the role of jobs, who may hand it to a job. Sorted by name. */
  readonly groups: readonly Member[]
  /** Names of the services that lead to the role, sorted. */
  readonly services: readonly string[]
  /** 1 to 12. */
  readonly sessionHours: number
  /** Names of policy templates. */
  readonly policies: readonly string[]
  readonly databases: readonly DatabaseGrant[]
  readonly tables: readonly TableGrant[]
  readonly locations: readonly LocationGrant[]
}

export interface Member {
  readonly name: string
  readonly code: string
  readonly source: Position | undefined
}

/** Lake Formation permissions on a database; `dataset` is null for `default`, which Athena asks for. */
export interface DatabaseGrant {
  readonly dataset: string | null
  readonly database: string
  readonly permissions: readonly (DatabasePermission | 'DESCRIBE')[]
  readonly grantable: boolean
  /** The access entry behind it. @default - the membership of a group */
  readonly source: Position | undefined
}

/** Lake Formation permissions on a table. */
export interface TableGrant {
  readonly dataset: string
  readonly database: string
  readonly table: string
  /** On the whole table; SELECT is not among them where there is a limit. */
  readonly permissions: readonly TablePermission[]
  /** SELECT on a data cells filter. */
  readonly limit: Limit | undefined
  readonly grantable: boolean
  readonly sources: Readonly<Partial<Record<TablePermission, Position>>>
}

export type LocationPermission = 's3:GetObject' | 's3:PutObject' | 's3:DeleteObject' | 'DATA_LOCATION_ACCESS'

/** What IAM, not Lake Formation, opens of a bucket; and the Lake Formation permission to point tables at it. */
export interface LocationGrant {
  readonly dataset: string | null
  readonly bucket: string
  /** Empty for the whole bucket, otherwise with a slash at the end. */
  readonly prefix: string
  readonly permissions: readonly LocationPermission[]
  readonly source: Position | undefined
}

export interface HomeAccess {
  readonly bucket: string
  readonly alias: string
  /** The session tags that name folders. */
  readonly attributes: { readonly user: string; readonly department: string }
  readonly departmentWrite: boolean
}
