import { evaluator, type AccessRequest } from '../../../../core/policy/evaluate'
import type { PolicyDocument } from '../../../../core/policy/document'
import { compiled, functionOf, WITH_SECRET, WITHOUT_SYNC } from './compiled'
import { narrower, wider } from './mutants'
import { RIGHTS } from './requests'

const all = compiled()
const secret = compiled(WITH_SECRET)
const off = compiled(WITHOUT_SYNC)

const asked = ({ action, resource, context }: AccessRequest): string =>
  `${action} ${resource} ${JSON.stringify(context)}`

const allowed = (document: PolicyDocument, requests: readonly AccessRequest[]): string[] => {
  const decide = evaluator([document])
  return requests.filter((each) => decide(each).effect === 'Allow').map(asked)
}

describe.each([
  ['okta-saml', all, 'okta_saml', RIGHTS.okta],
  ['okta-token', all, 'okta_token', RIGHTS.okta],
  ['okta-saml with a secret', secret, 'okta_saml', RIGHTS.oktaWithSecret],
  ['okta-token with a secret', secret, 'okta_token', RIGHTS.oktaWithSecret],
  ['okta-saml without synchronisation', off, 'okta_saml', RIGHTS.oktaWithoutSync],
  ['cognito-token', all, 'cognito_home', RIGHTS.cognito],
  ['cognito-token beside a secret', secret, 'cognito_home', RIGHTS.cognito],
  ['entitlement-sync', all, 'entitlement_sync', RIGHTS.entitlementSync],
  ['trust-sync', all, 'trust_sync', RIGHTS.trustSync],
  ['run-task', all, 'run_task', RIGHTS.runTask],
  ['run-task beside a secret', secret, 'run_task', RIGHTS.runTask],
])('the role of %s', (_, hooks, key, rights) => {
  const { name, policies } = functionOf(hooks, key)
  const { needed, forbidden } = rights(name)
  const document = policies.hook!

  test('may do what the hook does, and nothing else', () => {
    expect(Object.keys(policies)).toEqual(['hook'])
    expect(allowed(document, needed)).toEqual(needed.map(asked))
    expect(allowed(document, forbidden)).toEqual([])
  })

  test.each(narrower(document))('needs all of it: $what', (mutant) => {
    expect(allowed(mutant.document, needed).length).toBeLessThan(needed.length)
  })

  const conditions = wider(document)
  if (conditions.length > 0) {
    test.each(conditions)('is held by each condition: $what', (mutant) => {
      expect(allowed(mutant.document, forbidden)).not.toEqual([])
    })
  }
})

test('only Lambda becomes a role of the hub', () => {
  for (const { trust } of all.functions) {
    expect(trust.Statement).toEqual([
      { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ])
  }
})
