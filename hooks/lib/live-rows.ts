import type { TableKey } from '../../core/model/table-keys'

/*
 * The rows that the synchronising hooks write, and the others read. Each carries the version of the event that it is
 * from, so that an older event cannot overwrite it; `gone` marks what a newer event took away.
 */

/** `DATASET#<environment>#<dataset> / LIVE`: the newest state that was begun, and the groups that it touches. */
export interface DatasetGate extends TableKey {
  readonly version: number
  /** The environment's revision when the version was first seen: a later delivery of it does not move on. */
  readonly revision: string
  /** SHA-256 of the grants: another content with the same version is refused. */
  readonly digest: string
  /** Whether some of the rows may still be of an older version. */
  readonly pending: boolean
  /** Groups that have, or may have, a row of this dataset which is not gone. */
  readonly touched?: ReadonlySet<string>
  readonly grants: GroupsByRole
  /** What held when the version came; version 0 is the time before the first. */
  readonly before: { readonly version: number; readonly grants: GroupsByRole }
  readonly by: string
  readonly reason: string
  /** When it was decided, as the event says. */
  readonly at: string
  /** When it came in, by the hub's clock. */
  readonly acceptedAt: string
}

/** Name of a role → names of the groups that an event put into it. */
export type GroupsByRole = Readonly<Record<string, readonly string[]>>

/** `DATASET#<environment>#<dataset> / EVENT#<version>`: who decided what, why and when. */
export type DatasetHistory = AcceptedEvent | RefusedEvent

interface HistoryBase extends TableKey {
  readonly environment: string
  readonly dataset: string
  readonly version: number
  readonly by: string
  readonly reason: string
  readonly at: string
}
/** It was the newest state when it came; whether an apply has ended it since, `revision` tells. */
export interface AcceptedEvent extends HistoryBase {
  readonly outcome: 'accepted'
  readonly acceptedAt: string
  readonly revision: string
  /** The version that it followed. */
  readonly follows: number
  readonly gained: readonly LiveGrant[]
  readonly lost: readonly LiveGrant[]
}
export interface RefusedEvent extends HistoryBase {
  readonly outcome: 'refused'
  readonly refusedAt: string
  readonly faults: readonly string[]
}
export interface LiveGrant {
  readonly group: string
  /** The role's name. */
  readonly role: string
}

/** `GROUP#<group> / LIVE#<environment>#<dataset>` */
export interface LiveGroupRow extends TableKey {
  readonly version: number
  readonly environment: string
  /** Holds only while this is the environment's applied revision. */
  readonly revision: string
  readonly code: string
  readonly roles: readonly LiveRole[]
  readonly gone?: boolean
  /** Seconds since 1970: DynamoDB removes the row some time after, if it is gone. */
  readonly expiresAt?: number
}

/** A role that an event opened for a group. */
export interface LiveRole {
  readonly arn: string
  readonly persona: string
  readonly sessionHours: number
  /** Declared service → provider. */
  readonly services: Readonly<Record<string, string>>
}

/** `LIVE#ENV#<environment> / LIVE#<dataset>#<group>` */
export interface LiveMemberRow extends TableKey {
  readonly version: number
  readonly revision: string
  readonly dataset: string
  readonly group: string
  readonly code: string
  /** Names of the roles. */
  readonly roles: readonly string[]
  /** Who decided, and why: what `pull` tells a reviewer. */
  readonly by: string
  readonly reason: string
  readonly gone?: boolean
  readonly expiresAt?: number
}

/** How far a service of run time is. Sign-in hooks know it only while it is active. */
export type ServiceState = 'pending' | 'active' | 'removing' | 'removed' | 'refused'

/** `LIVE#SERVICE#<service> / LIVE` */
export interface LiveServiceRow extends TableKey {
  readonly version: number
  readonly state: ServiceState
  readonly service: string
  readonly definition: ServiceDefinition
  /** Environment → the revision that the service was added on: there it holds only while that is applied. */
  readonly environments: Readonly<Record<string, string>>
  readonly by: string
  readonly reason: string
}

/** What an event says of a service. */
export type ServiceDefinition = SamlDefinition | OidcDefinition

interface DefinitionBase {
  readonly application?: string
  readonly maxGroups: number
  readonly groupsClaim: string
}
export interface SamlDefinition extends DefinitionBase {
  readonly protocol: 'saml'
  /** The identity provider's metadata document. */
  readonly metadata: string
  readonly audience?: string
}
export interface OidcDefinition extends DefinitionBase {
  readonly protocol: 'oidc'
  readonly issuer: string
  readonly clientIds: readonly string[]
}

/**
 * `MESH / LIVE`: attributes `group#<key>` → {name, code} and `application#<id>` → service; `key` is what
 * the group's name is compared by. An OpenID Connect service is found by `client#<issuer>#<client id>`.
 */
export type LiveIndex = TableKey & Readonly<Record<string, unknown>>

export const GROUP_ATTRIBUTE = 'group#'
export const groupAttribute = (key: string): string => GROUP_ATTRIBUTE + key
export const applicationAttribute = (application: string): string => `application#${application}`
export const clientAttribute = (issuer: string, clientId: string): string => `client#${issuer}#${clientId}`
