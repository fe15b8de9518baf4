import type { Conditions, Statement } from '../../../../core/policy/document'
import { IDENTITY, readTrust, WAREHOUSE } from '../../../support/review-stack'

const saml = (Effect: Statement['Effect'], Condition: Conditions): Statement => ({
  Effect,
  Principal: { Federated: WAREHOUSE.provider },
  Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession', 'sts:SetSourceIdentity'],
  Condition,
})
const tag = { 'aws:RequestTag/GroupHash': '*.HFAt.*' }
const AUD = { 'SAML:aud': WAREHOUSE.audience }
const allow = (identity: string, audience: Conditions = { StringEquals: AUD }): Statement =>
  saml('Allow', { StringLike: { ...tag, 'sts:SourceIdentity': identity }, ...audience })

/** Nobody can say by one sample that such a policy is closed. */
test.each<[string, Statement[]]>([
  ['a variable is the source identity', [allow('${saml:sub}')]],
  [
    'the source identity must match two patterns',
    [allow(IDENTITY), saml('Deny', { StringNotLike: { 'sts:SourceIdentity': 'a*' } })],
  ],
  [
    'the audience must match two patterns',
    [
      allow(IDENTITY, { StringLike: { ...tag, 'sts:SourceIdentity': IDENTITY, 'SAML:aud': 'https://*.com/saml' } }),
      saml('Deny', { StringNotLike: { 'SAML:aud': 'https://eu-*' } }),
    ],
  ],
  [
    'the source identity is compared as a number',
    [saml('Allow', { StringLike: tag, StringEquals: AUD, NumericEquals: { 'sts:SourceIdentity': '7' } })],
  ],
])('where %s, the role opens, or is not analysed', (_, statements) => {
  const { openers, unclear } = readTrust(...statements)
  expect(openers.some((each) => each.group === 'READERS') || unclear !== undefined).toBe(true)
})

test('what Trustloom renders is sure', () => {
  const own = [allow(IDENTITY), saml('Deny', { StringNotLike: { 'sts:SourceIdentity': IDENTITY } })]
  const sure = { openers: [{ service: WAREHOUSE.name, group: 'READERS' }], faults: [] }
  expect(readTrust(...own)).toEqual(sure)
  const twice = [allow(IDENTITY), saml('Deny', { StringNotLike: { 'sts:SourceIdentity': [IDENTITY, IDENTITY] } })]
  expect(readTrust(...twice)).toEqual(sure)
})
