import type { Position } from '../../model/diagnostic'
import type { RoleKind, ServiceAccess } from '../../model/graph'
import type { RenderedTrust } from '../../terraform/rendered/trust-of'

/** What home storage is called where datasets are named; no dataset may have the name. */
export const HOME = 'home'

/** What is asked: names as the mesh spells them. */
export interface Question {
  readonly group: string
  readonly service: string | undefined
  /** @default - every environment */
  readonly target: Target | undefined
}

/** What access is asked to; `table` and `column` narrow it. */
export interface Target {
  readonly environment: string
  /** A dataset, or `home` for home storage. */
  readonly dataset: string
  readonly table: string | undefined
  /** A column is open where it can be read. */
  readonly column: string | undefined
}

/** The trust policy that the output has for a role. */
export type Rendered = (environment: string, role: string) => RenderedTrust

/** The hops from a group to data, or the first that is missing. */
export interface Explanation {
  readonly question: Question
  readonly access: boolean
  readonly group: GroupHop
  /** Every way to what was asked, once; without access the way that gets furthest, where there is one. */
  readonly ways: readonly Way[]
  /** Only without access. */
  readonly missing: Missing | undefined
}

export interface GroupHop {
  readonly name: string
  /** `undefined` where no role trusts the group. */
  readonly code: string | undefined
  /** Where the mesh names it first. */
  readonly at: Position | undefined
}

/** One role of the group, the services that lead to it, and what it opens of what was asked. */
export interface Way {
  readonly environment: string
  readonly account: string
  readonly member: MemberHop
  readonly services: readonly ServiceHop[]
  readonly role: RoleHop
  readonly resources: readonly ResourceHop[]
}

/** Why the group has the role. */
export interface MemberHop {
  readonly kind: Exclude<RoleKind, 'jobs'>
  /** The persona's name, `share`, `live` or `home`. */
  readonly persona: string
  readonly at: Position | undefined
  /** What the environment's file says of the persona in place of mesh.yaml, sorted by key; empty where it says nothing. */
  readonly changed: readonly ChangedKey[]
}

/** A key of a persona, such as `sessionHours`, that an environment's file decides. */
export interface ChangedKey {
  readonly key: string
  readonly at: Position | undefined
}

export interface ServiceHop {
  readonly name: string
  readonly protocol: ServiceAccess['protocol']
  /** ARN of the IAM provider, or the id of the identity pool. */
  readonly provider: string
  /** The pattern that a session's source identity matches; `null` where the protocol carries none. */
  readonly sourceIdentity: string | null
  /** Where the environment names the service. */
  readonly at: Position | undefined
  /** Why the rendered trust policy shuts a member of the group out. @default - it admits one */
  readonly shut: string | undefined
}

export interface RoleHop {
  readonly name: string
  readonly arn: string
  /** As it is rendered; as the files say where that cannot be read. */
  readonly sessionHours: number
  /**
   * What the rendered trust policy looks for in the session tag of codes, of what a member's tag matches. Empty where it
   * looks for nothing there, or admits nobody through the services.
   */
  readonly pattern: string
  /** The role that jobs of the group run as, with the same data rights. */
  readonly jobs: string | undefined
}

/** Permissions of one role on one resource that have the same facts and the same lines. */
export interface ResourceHop {
  /** Null for home storage and the database `default`. */
  readonly dataset: string | null
  readonly database: string | null
  readonly table: string | null
  /** `s3://bucket/prefix/` */
  readonly location: string | null
  /** Sorted. */
  readonly permissions: readonly string[]
  /** Sorted visible names; null means all. */
  readonly columns: readonly string[] | null
  readonly rows: string | null
  readonly grantable: boolean
  /** The last day, inclusive; null means without end. */
  readonly expires: string | null
  /** Each line that gives it; it is gone when all of them are. */
  readonly at: readonly Position[]
}

/** The first hop that is not there. */
export interface Missing {
  readonly hop: MissingHop
  /** One sentence without a full stop. */
  readonly message: string
  readonly hint: string | undefined
  /** Lines that give it, all of them needed. */
  readonly fixes: readonly Fix[]
}

/** From the group to data; a way that lacks a later one gets further. */
export const MISSING_HOPS = [
  'unknown-group',
  'only-approves',
  'closed',
  'no-role',
  'service',
  'no-entry',
  'no-permission',
  'table',
  'column',
  'trust',
] as const
export type MissingHop = (typeof MISSING_HOPS)[number]

/** Lines for a file. */
export interface Fix {
  /** `insert`: whole lines below the line of the place; `replace`: instead of the key there; `inside`: into the brackets there. */
  readonly action: 'insert' | 'replace' | 'inside'
  readonly at: Position | undefined
  /** What stands at the place, in words. */
  readonly place: string
  /** None where the key there is to be deleted, with its value. */
  readonly lines: readonly string[]
  /** What it opens beside what was asked for. @default - nothing */
  readonly also?: string
}
