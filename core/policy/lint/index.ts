import { compareText } from '../../model/diagnostic'
import { lintRules } from './rules'
import type { LintFacts, LintResult, LintRule, PolicySubject } from './types'

export { lintRules } from './rules'
export type * from './types'
export { applyWaivers, OWN_TEMPLATE, type Waived, type Waiver, type WaiverResult } from './waivers'

/** What the rules have against the policies, sorted by place, rule and statement; nothing where all is well. */
export function lintPolicies(subjects: readonly PolicySubject[], facts: LintFacts): LintResult[] {
  return judge(subjects, facts, false)
}

/** Every rule's verdict on every policy, those that pass and those that have nothing to judge, too. */
export function judgePolicies(subjects: readonly PolicySubject[], facts: LintFacts): LintResult[] {
  return judge(subjects, facts, true)
}

function judge(subjects: readonly PolicySubject[], facts: LintFacts, all: boolean): LintResult[] {
  const results: LintResult[] = []
  for (const subject of [...subjects].sort(byPlace)) {
    // A copy, so that what is remembered of a document never outlives this call: somebody may change it in place.
    const once = { ...subject }
    for (const rule of lintRules) {
      const faults = rule.check(once, facts)
      if (faults === 'not-applicable') {
        if (all) results.push(result(rule, subject, 'not-applicable'))
      } else if (faults.length === 0) {
        if (all) results.push(result(rule, subject, 'pass'))
      } else {
        const sorted = [...faults].sort((a, b) => (a.statement ?? -1) - (b.statement ?? -1))
        for (const fault of sorted) results.push({ ...result(rule, subject, 'fail'), ...fault })
      }
    }
  }
  return results
}

const byPlace = (a: PolicySubject, b: PolicySubject): number =>
  compareText(a.environment, b.environment) || compareText(a.owner, b.owner) || compareText(a.policy, b.policy)

const result = ({ id, severity }: LintRule, subject: PolicySubject, verdict: LintResult['verdict']): LintResult => ({
  rule: id,
  severity,
  verdict,
  subject,
  statement: null,
  message: '',
  hint: '',
})
