import { IDENTITY_KEY } from '../../condition-keys'
import { gateActs, gatesOn } from '../gates'
import { covers } from '../patterns'
import { openedBy, providerNames, setsSourceIdentity } from '../providers'
import { forPeople, runsOf } from '../runs'
import { statementsOf } from '../statement'
import type { Fault, LintRule } from '../types'

export const sourceIdentityDenied: LintRule = {
  id: 'source-identity-denied',
  severity: 'error',
  what: 'A role that SAML or OIDC providers open, without a Deny (StringNotLike sts:SourceIdentity) on their AssumeRole action.',
  reason:
    'An Allow that somebody adds by hand would let sessions in that nobody can be found behind; a Deny holds whatever is allowed.',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html',
  check: (subject, facts) => {
    const { sourceIdentity } = facts
    if (subject.kind !== 'trust') return 'not-applicable'
    const statements = statementsOf(subject)
    const opened = statements.map((each) =>
      openedBy(each)
        .filter(setsSourceIdentity)
        .filter(forPeople(runsOf(subject, facts))),
    )
    if (opened.every((each) => each.length === 0)) return 'not-applicable'
    const gates = gatesOn(IDENTITY_KEY, statements).filter(({ test }) =>
      test.values.every((each) => covers(sourceIdentity, each)),
    )
    return opened.flatMap((providers, statement): Fault[] => {
      // A Deny that is there, and misses one of several providers, is another rule's.
      const open = providers.filter((each) => !gates.some((gate) => gateActs(gate, each)))
      const [first] = open
      if (first === undefined) return []
      return [
        {
          statement,
          message: `nothing denies ${first.action} to ${providerNames(open)} without a source identity that matches ${sourceIdentity}`,
          hint: `add a Deny of ${first.action} and sts:SetSourceIdentity with StringNotLike sts:SourceIdentity "${sourceIdentity}"`,
        },
      ]
    })
  },
}
