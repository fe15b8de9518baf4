import { IDENTITY_KEY } from '../../condition-keys'
import { withFacts, found } from '../judge'
import { covers } from '../patterns'
import { openedBy, providerNames, setsSourceIdentity } from '../providers'
import { forPeople, runsOf } from '../runs'
import { quote } from '../statement'
import type { LintRule } from '../types'

const positive = new Set(['StringEquals', 'StringLike'])

export const sourceIdentityRequired: LintRule = {
  id: 'source-identity-required',
  severity: 'error',
  what: 'An Allow for a SAML or OIDC provider that does not require a source identity of the mesh.',
  reason:
    'Whoever comes without one leaves no trace of who it was; a condition beside sts:SetSourceIdentity alone does not help, because that action is evaluated only for a session that passes one.',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html',
  check: withFacts(
    (statement, facts, subject) => {
      const { sourceIdentity } = facts
      const providers = openedBy(statement)
        .filter(setsSourceIdentity)
        .filter(forPeople(runsOf(subject, facts)))
      if (providers.length === 0) return undefined
      const tests = statement.tests.filter(
        ({ lowerKey, base, set, ifExists }) =>
          lowerKey === IDENTITY_KEY && positive.has(base) && set === 'one' && !ifExists,
      )
      if (tests.length === 0) {
        const message = `sessions from ${providerNames(providers)} get in without a source identity`
        return [found(message, `add StringLike sts:SourceIdentity "${sourceIdentity}" to the statement`)]
      }
      // All operators must hold, so one that is narrow enough does.
      if (tests.some(({ values }) => values.every((each) => covers(sourceIdentity, each)))) return []
      const asked = tests.map(quote).join(' and ')
      return [
        found(
          `${asked} lets source identities in that do not match ${sourceIdentity}`,
          `write StringLike sts:SourceIdentity "${sourceIdentity}"`,
        ),
      ]
    },
    ['trust'],
  ),
}
