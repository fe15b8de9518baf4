import fc from 'fast-check'
import { CODE_PATTERN, groupTagValue } from '../../../core/model/codes'
import type { ServiceAccess } from '../../../core/model/graph'
import { serviceAccess } from '../../../core/model/graph/services'
import { cognitoPrincipal, PARTITIONS } from '../../../core/model/partition'
import type { PolicyDocument, Statement } from '../../../core/policy/document'
import { evaluate } from '../../../core/policy/evaluate'
import { serviceTrust, trustPolicy } from '../../../core/policy/trust'
import { ACCOUNT, iam, oidc, pool, POOLS, saml } from './services'

const OKTA = 'novo.okta.com/oauth2/aus1abc'

const trustOf = (services: readonly ServiceAccess[], codes: readonly string[] = ['HFAt']): PolicyDocument =>
  trustPolicy({ partition: 'aws', region: 'eu-central-1', services, codes, sourceIdentity: '*@novonordisk.com' })

const federated = ({ Principal }: Statement): unknown => (Principal as { Federated: unknown }).Federated
const shapeOf = (document: PolicyDocument): unknown[] =>
  document.Statement.map((each) => [
    each.Effect,
    federated(each),
    [each.Action].flat().join(' ').replaceAll('sts:', ''),
  ])

const SAML = 'AssumeRoleWithSAML TagSession SetSourceIdentity'
const WEB = 'AssumeRoleWithWebIdentity TagSession SetSourceIdentity'

describe('the statements of a trust policy', () => {
  const a = iam('saml-provider/novo-a')
  const b = iam('saml-provider/novo-b')
  const okta = iam(`oidc-provider/${OKTA}`)
  const other = iam('oidc-provider/id.example.org')
  const denySaml = (...providers: string[]): unknown[] => ['Deny', providers, 'AssumeRoleWithSAML SetSourceIdentity']
  const denyWeb = (...providers: string[]): unknown[] => [
    'Deny',
    providers,
    'AssumeRoleWithWebIdentity SetSourceIdentity',
  ]
  const cognito = ['Allow', 'cognito-identity.amazonaws.com', 'AssumeRoleWithWebIdentity TagSession']

  test.each<[string, ServiceAccess[], unknown[]]>([
    ['one for all SAML providers', [saml('b'), saml('a')], [['Allow', [a, b], SAML], denySaml(a, b)]],
    ['one for services on one issuer', [oidc('x', OKTA), oidc('y', OKTA)], [['Allow', [okta], WEB], denyWeb(okta)]],
    [
      'one an issuer, one Deny for both',
      [oidc('x', OKTA), oidc('y', 'id.example.org')],
      [['Allow', [other], WEB], ['Allow', [okta], WEB], denyWeb(other, okta)],
    ],
    ['one a pool, and no Deny', [pool('x', '1'), pool('y', '2')], [cognito, cognito]],
    ['one for services on one pool', [pool('x', '1'), pool('y', '1')], [cognito]],
    [
      'one Deny a protocol',
      [saml('a'), oidc('x', OKTA), pool('z', '1')],
      [['Allow', [a], SAML], ['Allow', [okta], WEB], cognito, denySaml(a), denyWeb(okta)],
    ],
  ])('%s', (_, services, expected) => {
    expect(shapeOf(trustOf(services))).toEqual(expected)
    expect(trustOf([...services].reverse())).toEqual(trustOf(services))
  })

  test('is the document of the design', () => {
    expect(trustOf([saml('databricks')], ['mTKM', 'HFAt', 'mTKM'])).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: ['arn:aws:iam::111111111111:saml-provider/novo-databricks'] },
          Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession', 'sts:SetSourceIdentity'],
          Condition: {
            StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' },
            StringLike: {
              'sts:SourceIdentity': '*@novonordisk.com',
              'aws:RequestTag/GroupHash': ['*.HFAt.*', '*.mTKM.*'],
            },
          },
        },
        {
          Effect: 'Deny',
          Principal: { Federated: ['arn:aws:iam::111111111111:saml-provider/novo-databricks'] },
          Action: ['sts:AssumeRoleWithSAML', 'sts:SetSourceIdentity'],
          Condition: { StringNotLike: { 'sts:SourceIdentity': '*@novonordisk.com' } },
        },
      ],
    })
  })
})

const code = fc.stringMatching(CODE_PATTERN)

test('property: a well-formed tag gets in exactly if it holds a code of the role', () => {
  const principal = { type: 'Federated', id: iam('saml-provider/novo-a') } as const
  const pick = fc.shuffledSubarray(['HFAt', 'mTKM', 'hfat', 'HFAT', 'AtmT', 'KMHF', '0000', 'FAtm'])
  const anyCodes = fc.oneof(pick, fc.uniqueArray(code, { maxLength: 51 }))
  fc.assert(
    fc.property(
      anyCodes,
      anyCodes.filter((codes) => codes.length > 0),
      (session, role) => {
        const context = {
          'SAML:aud': 'https://signin.aws.amazon.com/saml',
          'sts:SourceIdentity': 'a@novonordisk.com',
          'aws:RequestTag/GroupHash': groupTagValue(session),
        }
        const request = { principal, action: 'sts:AssumeRoleWithSAML', resource: iam('role/r'), context }
        const { effect } = evaluate([trustOf([saml('a')], role)], request)
        expect(effect === 'Allow').toBe(session.some((each) => role.includes(each)))
      },
    ),
  )
})

test('a service gets in for one account only', () => {
  const trust = serviceTrust('lakeformation.amazonaws.com', { StringEquals: { 'aws:SourceAccount': '111111111111' } })
  const asks = (id: string, context = {}): string =>
    evaluate([trust], { principal: { type: 'Service', id }, action: 'sts:AssumeRole', resource: '*', context }).effect
  expect(asks('lakeformation.amazonaws.com', { 'aws:SourceAccount': '111111111111' })).toBe('Allow')
  expect(asks('lakeformation.amazonaws.com', { 'aws:SourceAccount': '222222222222' })).toBe('Deny')
  expect(asks('lakeformation.amazonaws.com')).toBe('Deny')
  expect(asks('glue.amazonaws.com', { 'aws:SourceAccount': '111111111111' })).toBe('Deny')
})

test.each(PARTITIONS)('what the names of %s are is known to the product as it is to these tests', (partition) => {
  const scope = { mesh: 'novo', environment: 'lab', account: ACCOUNT, region: 'us-gov-west-1', partition }
  const service = serviceAccess(
    'databricks',
    { protocol: 'saml', metadata: 'x', maxGroups: 51, groupsClaim: 'groups' },
    scope,
  )
  expect(service).toEqual(saml('databricks', partition))
  expect(cognitoPrincipal(partition, 'us-gov-west-1')).toBe(POOLS[partition])
})

test('in GovCloud (US-East) identity pools have the name of their Region', () => {
  expect(cognitoPrincipal('aws-us-gov', 'us-gov-east-1')).toBe('cognito-identity.us-gov-east-1.amazonaws.com')
})
