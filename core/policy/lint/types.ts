import type { RunReach } from '../../model/run-roles'
import type { PolicyDocument } from '../document'

/** A policy, and what it stands on. */
export interface PolicySubject {
  readonly environment: string
  readonly kind: 'trust' | 'permission' | 'bucket' | 'key' | 'topic' | 'queue'
  /** The name of the role, bucket, topic or queue, or the alias of the key. */
  readonly owner: string
  /** `trust`, `bucket`, `key`, `topic`, `queue`, or the name of the permission policy. */
  readonly policy: string
  readonly document: PolicyDocument
}

/** What rules need to know beside a document. */
export interface LintFacts {
  /** The pattern that every session's source identity must match. */
  readonly sourceIdentity: string
  /** Every registered code and the groups that have it; a code has one group, or something is wrong. */
  readonly codes: Readonly<Record<string, readonly string[]>>
  /** Codes of groups that are gone, and what those were called. */
  readonly retired: Readonly<Record<string, string>>
  /** Environment → name of a role → codes of the groups that the mesh declares for it. A role that is missing is not judged by them. */
  readonly roles: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>
  /** Environment → names of roles that hold something with grant option, which they may pass on. */
  readonly grantors: Readonly<Record<string, readonly string[]>>
  /**
   * Environment → name of a role → what it is there for, though it is for administrators: action in lower case → ARN
   * patterns of what it may be done to.
   * @default - no role is there for such a thing
   */
  readonly duties?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>>>
  /**
   * Stack → name of a role → whose runs open it.
   * @default - none does
   */
  readonly runs?: Readonly<Record<string, Readonly<Record<string, RunFacts>>>>
  /**
   * What the hub consists of that decides about access.
   * @default - nothing
   */
  readonly hub?: readonly HubThing[]
}

/** Something of the hub, which no role of people may touch. */
export interface HubThing {
  /** How a message calls it: `the table acme-entitlements`. */
  readonly what: string
  /** The prefix of its actions. */
  readonly service: string
  /** AWS's names of what it is and what it holds, where actions tell them apart; empty: any. */
  readonly types: readonly string[]
  /** Patterns of its ARN, and of what is in it. */
  readonly arns: readonly string[]
}

/** A role that runs of HCP Terraform open, and no person. */
export interface RunFacts {
  /** What the provider's condition keys begin with: its host name. */
  readonly issuer: string
  /** What a token must say of its run. */
  readonly subject: string
  /** Whether the role plans, and so only reads. */
  readonly plans: boolean
  readonly reach: RunReach
  /** Patterns of the partition keys of the rows that its stack writes. */
  readonly partitions: readonly string[]
}

/** What a rule has to say against a policy. */
export interface Fault {
  /** Index of the statement; null for the document as a whole. */
  readonly statement: number | null
  /** One sentence without a full stop. */
  readonly message: string
  /** What to do about it. */
  readonly hint: string
  /** What of the statement says so. @default - the statement as a whole */
  readonly text?: string
}

export type Severity = 'error' | 'warning'

export interface LintRule {
  /** Stable: waivers and reports name it. */
  readonly id: string
  readonly severity: Severity
  /** What the rule finds. */
  readonly what: string
  /** Why that matters. */
  readonly reason: string
  /** The AWS document behind it. */
  readonly see: string
  /** Every fault; none at all where the policy passes. `not-applicable` where there is nothing for the rule to judge. */
  readonly check: (subject: PolicySubject, facts: LintFacts) => readonly Fault[] | 'not-applicable'
}

export interface LintResult {
  /** The rule's id. */
  readonly rule: string
  readonly severity: Severity
  readonly verdict: 'pass' | 'fail' | 'not-applicable'
  readonly subject: PolicySubject
  /** Index of the statement; null where the verdict is on the whole document. */
  readonly statement: number | null
  /** Empty where nothing failed. */
  readonly message: string
  readonly hint: string
  /** What of the statement says so. @default - the statement as a whole */
  readonly text?: string
}
