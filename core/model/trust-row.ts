import type { EnvironmentAccess, RoleAccess, ServiceAccess } from './graph'
import { sha256 } from './hash'
import type { Partition } from './partition'
import { liveRoleName, roleName, type NameScope } from './names'
import { declaredKey } from './table-keys'

/**
 * What an environment's trust policies are made of, as it is applied: the row from which hooks render the same policies
 * with what events have added. Written by the environment's stack where the mesh says `sync: pull`.
 */
export interface TrustRow {
  /** `ENV#<environment>` */
  readonly PK: string
  /** `TRUST` */
  readonly SK: string
  /** The environment's digest: what is made on another one no longer holds. */
  readonly revision: string
  readonly mesh: string
  readonly partition: Partition
  readonly account: string
  readonly region: string
  readonly sourceIdentity: string
  /** How many characters a trust policy may have in the account. */
  readonly trustLimit: number
  readonly services: readonly ServiceAccess[]
  /** The roles that people open, sorted by name. */
  readonly roles: readonly TrustRole[]
}

export interface TrustRole {
  readonly name: string
  readonly arn: string
  readonly kind: 'persona' | 'share' | 'live' | 'home'
  /** The persona's name, `share`, `live` or `home`. */
  readonly persona: string
  /** Of a live role: the one dataset that it is for. */
  readonly dataset?: string | undefined
  /** Of a live role: where its dataset lies, as `s3://bucket/`. */
  readonly location?: string | undefined
  readonly sessionHours: number
  /** Codes of the declared groups, sorted. */
  readonly codes: readonly string[]
  /** Names of the declared services that lead to the role, sorted. */
  readonly services: readonly string[]
}

export interface TrustRowOptions {
  readonly revision: string
  readonly sourceIdentity: string
  readonly trustLimit: number
}

/** The row of an environment; the roles of jobs are not among its roles, since nobody signs in to them. */
export function trustRow(access: EnvironmentAccess, options: TrustRowOptions): TrustRow {
  const { mesh, partition, account, region, services } = access
  return {
    ...declaredKey.trust(access.environment),
    ...options,
    mesh,
    partition,
    account,
    region,
    services,
    roles: access.roles.flatMap((role) => trustRole(access, role)).sort((a, b) => (a.name < b.name ? -1 : 1)),
  }
}

function trustRole({ datasets }: EnvironmentAccess, role: RoleAccess): TrustRole[] {
  const { name, arn, kind, persona, dataset, sessionHours, groups, services } = role
  if (kind === 'jobs') return []
  const base = { name, arn, kind, persona, sessionHours, codes: groups.map((each) => each.code).sort(), services }
  const bucket = datasets.find((each) => each.name === dataset)?.bucket
  return [dataset === undefined ? base : { ...base, dataset, location: `s3://${bucket ?? ''}/` }]
}

/** Whether a role of the row is called as the mesh calls one of its kind; files may name that of a share themselves. */
export function isCalledAsKind(
  scope: NameScope,
  { kind, persona, name }: Pick<TrustRole, 'persona' | 'name'> & { readonly kind: string },
): boolean {
  if (kind === 'live') return name.startsWith(liveRoleName(scope, ''))
  return (kind !== 'persona' && kind !== 'home') || name === roleName(scope, persona)
}

/**
 * What stands in the tag of a role of the row: SHA-256, in hexadecimal, of the kind of role, which dataset it is for,
 * whose sessions it takes, and the services and codes that the files let into it.
 */
export function trustMark(
  { sourceIdentity, services }: Pick<TrustRow, 'sourceIdentity' | 'services'>,
  { kind, persona, dataset = '', codes, services: leading }: TrustRole,
): string {
  const through = services.filter(({ name }) => leading.includes(name)).map(serviceMark)
  return sha256(JSON.stringify([kind, persona, dataset, sourceIdentity, codes, through])).toString('hex')
}

function serviceMark(service: ServiceAccess): readonly unknown[] {
  const { name, protocol, provider } = service
  switch (service.protocol) {
    case 'saml':
      return [name, protocol, provider, service.audience]
    case 'oidc':
      return [name, protocol, provider, service.issuer, service.clientIds]
    case 'cognito':
      return [name, protocol, provider]
  }
}
