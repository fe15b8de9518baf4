import { hasWildcard } from '../patterns'
import { eachStatement, found } from '../judge'
import { providerName, providersOf } from '../providers'
import type { LintRule } from '../types'

const ASSUME = 'sts:AssumeRole'
const isAssume = (action: string): boolean => /^sts:assumerole(?:withsaml|withwebidentity)?$/i.test(action)

export const providerAction: LintRule = {
  id: 'provider-action',
  severity: 'error',
  what: 'A principal beside an AssumeRole action that it cannot use: a SAML provider beside AssumeRoleWithWebIdentity, for example.',
  reason: 'Such a statement allows nothing, and denies nothing.',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-mismatched-action-for-principal',
  check: eachStatement(
    (statement) => {
      const actions = statement.actions.filter((each) => !hasWildcard(each) && isAssume(each))
      if (actions.length === 0 || statement.principals.length === 0) return undefined
      const federated = providersOf(statement)
      const unknown = federated
        .filter(({ kind }) => kind === 'unknown')
        .map(({ id }) =>
          found(`${providerName(id)} is no identity provider`, 'name the ARN of a SAML or OIDC provider'),
        )
      const known = federated.filter(({ kind }) => kind !== 'unknown')
      const others = statement.principals.filter(({ type }) => type !== 'Federated')
      const wanted = [...known, ...others.map(({ id }) => ({ id, action: ASSUME }))]
      const misfits = wanted.flatMap(({ id, action }) =>
        actions
          .filter((each) => each.toLowerCase() !== action.toLowerCase())
          .map((each) =>
            found(`${providerName(id)} cannot use ${each}`, `it uses ${action}: give it a statement of its own`),
          ),
      )
      return [...unknown, ...misfits]
    },
    ['trust'],
  ),
}
