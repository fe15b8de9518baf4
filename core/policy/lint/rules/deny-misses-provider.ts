import { GROUP_KEY, IDENTITY_KEY } from '../../condition-keys'
import { gateActs, gateCovers, gatesOn } from '../gates'
import { openedBy, providerNames, setsSourceIdentity } from '../providers'
import { statementsOf } from '../statement'
import type { Fault, LintRule } from '../types'

export const denyMissesProvider: LintRule = {
  id: 'deny-misses-provider',
  severity: 'error',
  what: 'A provider that an Allow names, and the Deny that keeps the others in check does not.',
  reason: 'What is denied to some providers and not to one of them is open to all users of that one.',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html',
  check: (subject) => {
    if (subject.kind !== 'trust') return 'not-applicable'
    const statements = statementsOf(subject)
    const opened = statements.flatMap(openedBy)
    let applies = false
    const faults = [IDENTITY_KEY, GROUP_KEY].flatMap((key): Fault[] => {
      const gates = gatesOn(key, statements)
      const bound = opened.filter((each) => key === GROUP_KEY || setsSourceIdentity(each))
      return [...new Set(bound.map(({ action }) => action))].flatMap((action): Fault[] => {
        const providers = bound.filter((each) => each.action === action)
        const acting = gates.filter((gate) => providers.some((each) => gateActs(gate, each)))
        const [first] = acting
        if (first === undefined) return []
        applies = true
        const missed = providers.filter((each) => !acting.some((gate) => gateCovers(gate, each)))
        if (missed.length === 0) return []
        return [
          {
            statement: first.index,
            message: `the Deny on ${first.test.key} misses ${providerNames(missed)}, which an Allow lets in`,
            hint: 'name the same providers in both',
          },
        ]
      })
    })
    return applies ? faults : 'not-applicable'
  },
}
