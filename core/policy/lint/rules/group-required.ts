import { GROUP_KEY } from '../../condition-keys'
import { gateActs, gateCovers, gatesOn } from '../gates'
import { openedBy, providerNames } from '../providers'
import { forPeople, runsOf } from '../runs'
import { requiresKey, statementsOf } from '../statement'
import type { Fault, LintRule } from '../types'

export const groupRequired: LintRule = {
  id: 'group-required',
  severity: 'error',
  what: 'An Allow for a provider that asks for no group: neither it nor a Deny compares aws:RequestTag/GroupHash. Roles of runs, which HCP Terraform opens, are judged by another rule.',
  reason: 'Every user of the provider may open the role.',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html',
  check: (subject, facts) => {
    if (subject.kind !== 'trust') return 'not-applicable'
    const statements = statementsOf(subject)
    const opened = statements.map((each) => openedBy(each).filter(forPeople(runsOf(subject, facts))))
    if (opened.every((each) => each.length === 0)) return 'not-applicable'
    const gates = gatesOn(GROUP_KEY, statements)
    return statements.flatMap((each, statement): Fault[] => {
      if (each.tests.some((test) => test.lowerKey === GROUP_KEY && test.base !== 'Null' && requiresKey(test))) return []
      const open = (opened[statement] ?? []).filter(
        (provider) => !gates.some((gate) => gateActs(gate, provider) && gateCovers(gate, provider)),
      )
      if (open.length === 0) return []
      return [
        {
          statement,
          message: `every user of ${providerNames(open)} may open the role: no group is asked for`,
          hint: 'add StringLike aws:RequestTag/GroupHash with the patterns of its groups: "*.code.*"',
        },
      ]
    })
  },
}
