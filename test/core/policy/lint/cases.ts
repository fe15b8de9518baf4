import type { PolicySubject } from '../../../../core/policy/lint'

/** What a rule must say of some policies. */
export interface RuleCases {
  readonly rule: string
  /** What it is, the policy, the statement that is told (null: the document), and what is told, or a part of it. */
  readonly fails: readonly (readonly [string, PolicySubject, number | null, string])[]
  readonly passes: readonly (readonly [string, PolicySubject])[]
  readonly hasNothingToJudge: readonly (readonly [string, PolicySubject])[]
}
