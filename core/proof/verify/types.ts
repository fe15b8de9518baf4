import type { Position } from '../../model/diagnostic'

/** In which way the rendered stacks mean something else than the files say. */
export type DifferenceKind =
  /** A role that is missing or not declared. */
  | 'role'
  /** Who opens a role. */
  | 'trust'
  /** What a role may do beyond its paths, or not do within them. */
  | 'permission'
  /** Home storage: folders of users and departments. */
  | 'home'
  /** Lake Formation grants, filters, locations and settings. */
  | 'grant'
  /** Identity providers. */
  | 'provider'
  /** Buckets, keys, the catalogue, workgroups. */
  | 'storage'
  /** Rows of the entitlement table. */
  | 'row'
  /** What hooks run on: functions, queues, topics, alarms. */
  | 'machinery'
  /** Something that Trustloom does not render, and whose effect is not known. */
  | 'not-understood'

/** One place where what was rendered and what the files declare differ. */
export interface Difference {
  readonly kind: DifferenceKind
  readonly environment: string
  /** In words, naming the role and the group where there are any. */
  readonly message: string
  /** The role's name. @default - it is about no role */
  readonly role?: string
  /** @default - it is about no group, or about all */
  readonly group?: string
  /** @default - it is about no service, or about all */
  readonly service?: string
  /** The resource of the stack. @default - what is declared is not there */
  readonly address?: string
  /** What the message names, where it is no part of a stack's Terraform JSON. @default - it is about that file */
  readonly path?: string
  /** What to do. @default - the message says it, or the stack is to be looked at */
  readonly hint?: string
  /** Whether the stack lacks it. @default false */
  readonly isMissing?: boolean
  /** Templates of the mesh's own that it comes from: a waiver may name them. @default - it cannot be waived */
  readonly ownTemplates?: readonly string[]
  /** The line of the mesh that says otherwise. @default - no line says anything */
  readonly at?: Position | undefined
}

/** What one part of a verification found. */
export interface Findings {
  /** How many questions were answered. */
  readonly decisions: number
  readonly differences: readonly Difference[]
}
