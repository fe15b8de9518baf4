import { eachStatement, found } from '../judge'
import { hasWildcard } from '../patterns'
import { openedBy, providerName } from '../providers'
import type { ConditionTest } from '../statement'
import type { LintRule } from '../types'

const isPinned = ({ base, set, ifExists, values }: ConditionTest): boolean =>
  !ifExists &&
  set !== 'all' &&
  /^String(?:Equals|EqualsIgnoreCase|Like)$/.test(base) &&
  values.every((each) => each !== '' && !hasWildcard(each))

export const audience: LintRule = {
  id: 'audience',
  severity: 'error',
  what: 'An Allow for a provider that does not pin the audience: SAML:aud, <issuer>:aud or the identity pool.',
  reason:
    'An assertion or token that was made for somebody else would do; for Cognito, one of any identity pool in the world.',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif',
  check: eachStatement(
    ({ tests, ...statement }) => {
      const providers = openedBy({ tests, ...statement })
      if (providers.length === 0) return undefined
      const keys = new Set(tests.filter(isPinned).map(({ lowerKey }) => lowerKey))
      return providers
        .filter(({ audienceKey }) => !keys.has(audienceKey.toLowerCase()))
        .map(({ id, audienceKey }) =>
          found(
            `${providerName(id)} may open the role for any audience`,
            `add StringEquals ${audienceKey} with what its assertions or tokens are made for`,
          ),
        )
    },
    ['trust'],
  ),
}
