import type { ServiceAccess } from '../../../../core/model/graph'
import type { PolicyDocument, Statement } from '../../../../core/policy/document'
import { trustPolicy } from '../../../../core/policy/trust'
import { trustReader, type OpenedBy } from '../../../../core/access/reach/openers'
import { iam, oidc, pool, saml } from '../../policy/services'
import {
  IDENTITY,
  names,
  NOTEBOOKS,
  policy,
  PORTAL,
  roleArnOf,
  SERVICE_NAMES,
  WAREHOUSE,
} from '../../../support/review-stack'

const read = (trust: PolicyDocument, services: readonly string[] = SERVICE_NAMES): OpenedBy =>
  trustReader(names(), services)(trust, roleArnOf('reader'))

const trustOf = (services: readonly ServiceAccess[], ...codes: string[]): PolicyDocument =>
  trustPolicy({ partition: 'aws', region: 'eu-central-1', services, codes, sourceIdentity: IDENTITY })

const opens = (trust: PolicyDocument): string[] => read(trust).openers.map((each) => `${each.service} ${each.group}`)
const rules = (trust: PolicyDocument): string[] => read(trust).faults.map((each) => `${each.rule}: ${each.says}`)

const SAML_ALLOW: Statement = {
  Effect: 'Allow',
  Principal: { Federated: WAREHOUSE.provider },
  Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession', 'sts:SetSourceIdentity'],
}
const OIDC_ALLOW: Statement = {
  ...SAML_ALLOW,
  Principal: { Federated: NOTEBOOKS.provider },
  Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession', 'sts:SetSourceIdentity'],
}
const tag = (...codes: string[]): Record<string, string[]> => ({
  'aws:RequestTag/GroupHash': codes.map((code) => `*.${code}.*`),
})
const SAML_AUD = { 'SAML:aud': WAREHOUSE.audience }
const LIKE = { 'sts:SourceIdentity': IDENTITY }

describe('a trust policy of the mesh opens to its groups through its services, and to nobody else', () => {
  test.each([
    ['SAML', WAREHOUSE],
    ['OIDC', NOTEBOOKS],
    ['Cognito', PORTAL],
  ])('%s', (_, service) => {
    const { openers, faults, unclear } = read(trustOf([service], 'HFAt', 'a1B2'))
    expect(openers).toEqual(
      expect.arrayContaining(['READERS', 'STEWARDS'].map((group) => ({ service: service.name, group }))),
    )
    expect(openers).toHaveLength(2)
    expect({ faults, unclear }).toEqual({ faults: [], unclear: undefined })
  })

  test('all of them at once', () => {
    expect(opens(trustOf([WAREHOUSE, NOTEBOOKS, PORTAL], 'mTKM')).sort()).toEqual([
      'notebooks ANALYSTS',
      'portal ANALYSTS',
      'warehouse ANALYSTS',
    ])
  })

  test('a service whose provider is not there leads nowhere', () => {
    expect(read(trustOf([WAREHOUSE, NOTEBOOKS], 'HFAt'), ['notebooks']).openers).toEqual([
      { service: 'notebooks', group: 'READERS' },
    ])
  })

  test('another spelling of a condition key means the same', () => {
    const text = JSON.stringify(trustOf([WAREHOUSE], 'HFAt'))
      .replace('aws:RequestTag/GroupHash', 'AWS:requesttag/grouphash')
      .replace('SAML:aud', 'saml:AUD')
    expect(opens(JSON.parse(text) as PolicyDocument)).toEqual(['warehouse READERS'])
    expect(rules(JSON.parse(text) as PolicyDocument)).toEqual([])
  })
})

test('a code of no group is told, and opens as that code', () => {
  const trust = trustOf([WAREHOUSE], 'HFAt', 'XXXX')
  expect(opens(trust)).toEqual(['warehouse READERS', 'warehouse *.XXXX.*'])
  expect(rules(trust)).toEqual(['unknown-code: opens to the code XXXX, which belongs to no group'])
})

test.each([
  ['for any value', { 'ForAnyValue:StringLike': tag('HFAt', 'XXXX') }],
  ['letter by letter', { StringEquals: { 'aws:RequestTag/GroupHash': ['.HFAt.', '.XXXX.'] } }],
])('a code of no group is told where the tag is compared %s', (_, groups) => {
  const Condition = { StringLike: LIKE, ...groups, StringEqualsIfExists: SAML_AUD }
  expect(opens(policy({ ...SAML_ALLOW, Condition }))).toEqual(['warehouse READERS', 'warehouse *.XXXX.*'])
})

test.each([
  ['SAML', saml('stranger'), iam('saml-provider/novo-stranger')],
  ['OIDC', oidc('stranger', 'id.example.org'), iam('oidc-provider/id.example.org')],
  ['Cognito', pool('stranger', '9'), pool('stranger', '9').provider],
])('a provider of no service is told, and leads in as itself: %s', (_, service, id) => {
  const trust = trustOf([service], 'HFAt')
  expect(opens(trust)).toEqual([`${id} READERS`])
  expect(rules(trust)).toEqual([`unknown-provider: trusts ${id}, which is no service of the environment`])
})

test('statements for different audiences open to their own groups each', () => {
  const trust = policy(
    { ...SAML_ALLOW, Condition: { StringEquals: SAML_AUD, StringLike: { ...LIKE, ...tag('HFAt') } } },
    {
      ...OIDC_ALLOW,
      Condition: { StringEquals: { 'login.example.com:aud': 'client-1' }, StringLike: { ...LIKE, ...tag('mTKM') } },
    },
  )
  expect(opens(trust)).toEqual(['warehouse READERS', 'notebooks ANALYSTS'])
  expect(rules(trust)).toEqual([])
})

test('statements of one provider open to the groups of all of them', () => {
  const regional = { 'SAML:aud': 'https://eu-central-1.signin.aws.amazon.com/saml' }
  const trust = policy(
    { ...SAML_ALLOW, Condition: { StringEquals: SAML_AUD, StringLike: { ...LIKE, ...tag('HFAt') } } },
    { ...SAML_ALLOW, Condition: { StringEquals: regional, StringLike: { ...LIKE, ...tag('mTKM') } } },
  )
  expect(opens(trust)).toEqual(['warehouse READERS', 'warehouse ANALYSTS'])
})

test('a Deny takes a group away', () => {
  const { Statement } = trustOf([WAREHOUSE], 'HFAt', 'mTKM')
  const deny: Statement = { ...SAML_ALLOW, Effect: 'Deny', Condition: { StringLike: tag('mTKM') } }
  expect(opens(policy(...Statement, deny))).toEqual(['warehouse READERS'])
})

test('an Allow for all groups but one opens to the others, and to whoever has none', () => {
  const trust = policy({
    ...SAML_ALLOW,
    Condition: { StringEquals: SAML_AUD, StringLike: LIKE, StringNotLike: tag('mTKM') },
  })
  expect(opens(trust).sort()).toEqual(['warehouse READERS', 'warehouse STEWARDS'])
  expect(rules(trust)).toEqual(['open-trust: opens through warehouse without a group'])
})

test('what does not let sessions pass tags opens to no group', () => {
  const { Statement } = trustOf([WAREHOUSE], 'HFAt')
  const trust = policy(
    ...Statement.map((each) => (each.Effect === 'Allow' ? { ...each, Action: 'sts:AssumeRoleWithSAML' } : each)),
  )
  expect(opens(trust)).toEqual([])
})
