import { statementsOf, type ReadStatement } from './statement'
import type { Fault, LintFacts, LintRule, PolicySubject } from './types'

type Finding = Omit<Fault, 'statement'>

/** What a rule finds in a statement; `undefined` where there is nothing for it to judge. */
type Judge = (statement: ReadStatement, facts: LintFacts, subject: PolicySubject) => readonly Finding[] | undefined

const ALL_KINDS: readonly PolicySubject['kind'][] = ['trust', 'permission', 'bucket', 'key', 'topic', 'queue']

/** @param text what of the policy says so, as its template writes it */
export const found = (message: string, hint: string, text?: string): Finding => ({
  message,
  hint,
  ...(text !== undefined && { text }),
})

/** A rule over one statement at a time that needs nothing else: what repeats from role to role is judged once. */
export function eachStatement(
  judge: (statement: ReadStatement) => readonly Finding[] | undefined,
  kinds = ALL_KINDS,
): LintRule['check'] {
  const judged = new WeakMap<ReadStatement, { readonly findings: readonly Finding[] | undefined }>()
  return withFacts((statement) => {
    const before = judged.get(statement)
    if (before) return before.findings
    const findings = judge(statement)
    judged.set(statement, { findings })
    return findings
  }, kinds)
}

/** A rule over one statement at a time that compares it with the mesh. */
export function withFacts(judge: Judge, kinds = ALL_KINDS): LintRule['check'] {
  return (subject, facts) => {
    if (!kinds.includes(subject.kind)) return 'not-applicable'
    const faults: Fault[] = []
    let applies = false
    statementsOf(subject).forEach((each, statement) => {
      const findings = judge(each, facts, subject)
      if (findings === undefined) return
      applies = true
      for (const finding of findings) faults.push({ statement, ...finding })
    })
    return applies ? faults : 'not-applicable'
  }
}
