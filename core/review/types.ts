import type { Position } from '../model/diagnostic'
import type { NotAnalysed, ReviewedDataset, ReviewPath } from '../access/types'
import type { FindingRule, PathReason } from '../model/risk/rules'
import type { Risk } from '../model/risk/levels'

export type { NotAnalysed, ReviewedDataset, ReviewPath }

/** What may be new to an environment, gone from it, or other than before. */
export const CAUSE_KINDS = [
  'environment',
  'service',
  'dataset',
  'role',
  /** A group in a role. */
  'member',
  /** A service that leads to a role. */
  'way',
  'table',
  /** What a role holds of a dataset, or a permission that it holds. */
  'grant',
  /** Columns, rows, and until when. */
  'limits',
  'hours',
  'delegation',
] as const
export type CauseKind = (typeof CAUSE_KINDS)[number]

/** The one fact that explains some paths of an environment. Paths of one cause have one object. */
export interface Cause {
  readonly kind: CauseKind
  readonly service?: string
  readonly role?: string
  readonly group?: string
  /** A dataset, or what stands for it where there is none: a database or a location. */
  readonly dataset?: string
  readonly table?: string
  readonly permission?: string
  /** Of a service: whether it opens to each group all that the group had in its roles before. */
  readonly whole?: boolean
}

/** A path that only one side of a review has. */
export interface RatedPath {
  readonly path: ReviewPath
  readonly risk: Risk
  /** Sorted. */
  readonly reasons: readonly PathReason[]
  /** What explains it. @default - nobody asked for it */
  readonly cause?: Cause
}

/** A path that both sides have, with other facts. */
export interface ChangedPath {
  readonly before: ReviewPath
  readonly after: ReviewPath
  readonly risk: Risk
  /** Sorted. */
  readonly reasons: readonly PathReason[]
  /** What explains it. @default - nobody asked for it */
  readonly cause?: Cause
}

/** What a reviewer must know and no path says. */
export interface Finding {
  readonly rule: FindingRule
  readonly risk: Risk
  readonly environment: string
  /**
   * One sentence without a full stop, made of names, ARNs and permissions. Names that people gave are in it as they are:
   * whoever prints it escapes it.
   */
  readonly message: string
  /** @default - it is about no resource, or was read from files */
  readonly address?: string
  /** @default - no line of the files says it */
  readonly source?: Position
}

/** A grant that Terraform revokes and gives again, because one of its arguments changes. */
export interface Regrant {
  readonly environment: string
  readonly role: string
  /** Sorted. */
  readonly groups: readonly string[]
  /** Sorted. */
  readonly services: readonly string[]
  readonly dataset: string | null
  readonly database: string | null
  readonly table: string | null
  readonly location: string | null
  /** What is kept, and missing for the moment; sorted. */
  readonly permissions: readonly string[]
  readonly address?: string
}

/** Changes that decide nothing about access: how many resources they touch. */
export interface FoldedChanges {
  readonly tags: number
  readonly descriptions: number
  /** SAML metadata with the same entity, such as a rotated certificate. */
  readonly metadata: number
  /** Whatever else does not decide about access. */
  readonly others: number
}

/** One environment of a review. */
export interface ReviewedEnvironment {
  readonly name: string
  readonly account: string
  /** `kept` where both sides have it. */
  readonly state: 'new' | 'gone' | 'kept'
  /** SHA-256 over its paths after the change and what was not analysed. */
  readonly digest: string
  readonly risk: Risk
  /** Whether anything about access changes: paths, findings, grants that are given again. */
  readonly changed: boolean
  /** Those of both sides, sorted by name. */
  readonly datasets: readonly ReviewedDataset[]
  /** Group → its code, of both sides. */
  readonly codes: Readonly<Record<string, string>>
}

/** Who must agree, because their data is reached by more, or in more ways, than before. */
export interface Approval {
  readonly environment: string
  readonly dataset: string
  readonly owner: string
  readonly stewards: readonly string[]
  /** The highest risk of what is gained of it. */
  readonly risk: Risk
}

/** What was changed outside Terraform: the recorded state against what is really there. */
export interface Drift {
  readonly gained: readonly RatedPath[]
  readonly lost: readonly RatedPath[]
  readonly changed: readonly ChangedPath[]
}

/** What a change does to access. Everything is sorted: the same change is the same review. */
export interface Review {
  /** Over the environments' digests. */
  readonly digest: string
  readonly risk: Risk
  /** Sorted by name. */
  readonly environments: readonly ReviewedEnvironment[]
  readonly gained: readonly RatedPath[]
  readonly lost: readonly RatedPath[]
  readonly changed: readonly ChangedPath[]
  /** The riskiest first. */
  readonly findings: readonly Finding[]
  readonly notAnalysed: readonly NotAnalysed[]
  readonly regranted: readonly Regrant[]
  readonly folded: FoldedChanges
  readonly approvals: readonly Approval[]
  readonly drift: Drift
  /** How much was read of the sides. @default - not known */
  readonly read?: ReadCounts
}

/** How much a review has read. */
export interface ReadCounts {
  /** Types of resources. */
  readonly types: number
  readonly arguments: number
  /** Arguments and resources that nobody understood. */
  readonly notAnalysed: number
}

/** A review with all paths of both sides: what a matrix shows. */
export interface Comparison {
  readonly review: Review
  /** @default - there is no side */
  readonly mesh?: string
  /** Sorted by key. */
  readonly before: readonly ReviewPath[]
  /** Sorted by key. */
  readonly after: readonly ReviewPath[]
}
