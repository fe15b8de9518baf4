import { ownValue } from '../../../model/own-value'
import { codesIn } from '../group-codes'
import { openedBy } from '../providers'
import { statementsOf } from '../statement'
import type { Fault, LintFacts, LintRule } from '../types'

export const groupNotDeclared: LintRule = {
  id: 'group-not-declared',
  severity: 'error',
  what: 'A trust policy whose groups are not those that the files declare for the role.',
  reason: 'A group that nobody wrote down has access, or one that should have it has none.',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html',
  check: (subject, facts) => {
    const declared = ownValue(ownValue(facts.roles, subject.environment) ?? {}, subject.owner)
    if (subject.kind !== 'trust' || declared === undefined) return 'not-applicable'
    const named = new Set<string>()
    const faults: Fault[] = []
    let opens = false
    statementsOf(subject).forEach((each, statement) => {
      opens ||= openedBy(each).length > 0
      for (const code of codesIn(each) ?? []) {
        named.add(code)
        if (declared.includes(code)) continue
        const message = `${nameOf(code, facts)} is not among the role's groups`
        faults.push({ statement, message, hint: "remove its pattern, or write the group into the environment's file" })
      }
    })
    if (!opens) return 'not-applicable'
    for (const code of declared.filter((each) => !named.has(each))) {
      const message = `${nameOf(code, facts)} is one of the role's groups, and no statement names it`
      faults.push({ statement: null, message, hint: `add the pattern "*.${code}.*"` })
    }
    return faults
  },
}

function nameOf(code: string, { codes }: LintFacts): string {
  const groups = ownValue(codes, code)
  return groups === undefined ? `the code ${code}` : `${groups.join(' and ')} (${code})`
}
