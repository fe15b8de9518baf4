import type { Conditions, Statement } from '../../../../core/policy/document'
import { found, trustOf } from '../../../support/review-sides'

const ROLE = 'acme-lab-reader'
const SAML = 'arn:aws:iam::111111111111:saml-provider/databricks'
const IDENTITY = '*@acme.example'
const strings = (code: string): Conditions[string] => ({
  'sts:SourceIdentity': IDENTITY,
  'aws:RequestTag/GroupHash': `*.${code}.*`,
})
const allow = (conditions: Conditions = {}, provider: string | readonly string[] = SAML): Statement => ({
  Effect: 'Allow',
  Principal: { Federated: provider },
  Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession', 'sts:SetSourceIdentity'],
  Condition: {
    StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' },
    StringLike: strings('HFAt'),
    ...conditions,
  },
})
const DENY: Statement = {
  Effect: 'Deny',
  Principal: { Federated: SAML },
  Action: ['sts:AssumeRoleWithSAML', 'sts:SetSourceIdentity'],
  Condition: { StringNotLike: { 'sts:SourceIdentity': IDENTITY } },
}
const OIDC = 'arn:aws:iam::111111111111:oidc-provider/login.example'

const change = (before: readonly Statement[], after: readonly Statement[]): string[] =>
  found({ facts: [trustOf(ROLE, before)] }, { facts: [trustOf(ROLE, after)] })

const OTHER = [`trust-changed: ${ROLE} asks something else of a session than before`]

const AUDIENCE = 'https://signin.aws.amazon.com/saml'
test.each<[string, Conditions]>([
  ['another', { StringEquals: { 'SAML:aud': 'x' } }],
  ['one of two', { StringEquals: { 'SAML:aud': [AUDIENCE, 'x'] } }],
  ['optional', { StringEquals: {}, StringEqualsIfExists: { 'SAML:aud': AUDIENCE } }],
  ['not asked for', { StringEquals: {} }],
])('a trust is told to have changed where the audience is %s', (_, conditions) => {
  expect(change([allow()], [allow(conditions)])).toEqual([
    `trust-changed: ${ROLE} takes sessions that are made for another audience than before`,
  ])
})

test.each<[string, Statement['Principal']]>([
  ['a service of AWS', { Service: 'ec2.amazonaws.com' }],
  ['an account', { AWS: 'arn:aws:iam::999999999999:root' }],
])('a trust is told to have changed where %s comes', (_, Principal) => {
  expect(change([allow()], [allow(), { Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }])).toEqual([
    `trust-changed: ${ROLE} can be opened by others than groups who could not open it before`,
  ])
})

test.each<[string, Statement[], Statement[]]>([
  [
    'a source identity is not asked for',
    [allow(), DENY],
    [allow({ StringLike: { 'aws:RequestTag/GroupHash': '*.HFAt.*' } }), DENY],
  ],
  [
    'another source identity is asked for',
    [allow()],
    [allow({ StringLike: { ...strings('HFAt'), 'sts:SourceIdentity': '*' } })],
  ],
  ['an address is no longer asked for', [allow({ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } })], [allow()]],
  ['an address is asked for', [allow()], [allow({ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } })]],
  [
    'a further statement asks for less',
    [allow({ Bool: { 'aws:SecureTransport': 'true' } })],
    [allow({ Bool: { 'aws:SecureTransport': 'true' } }), allow()],
  ],
  [
    'a Deny asks for something else',
    [allow(), DENY],
    [allow(), { ...DENY, Condition: { StringNotLike: { 'sts:SourceIdentity': '*' } } }],
  ],
])('a trust is told to have changed where %s', (_, before, after) => {
  expect(change(before, after)).toEqual(OTHER)
})

test('a Deny that leaves out a provider which still leads to the role is told', () => {
  const both = [SAML, `${SAML}-b`]
  const denying = (...providers: string[]): Statement => ({ ...DENY, Principal: { Federated: providers } })
  expect(change([allow({}, both), denying(...both)], [allow({}, both), denying(SAML)])).toEqual([
    `trust-changed: ${ROLE} no longer denies sessions without a source identity of the mesh`,
  ])
  expect(change([allow({}, both), denying(...both)], [allow({}, SAML), denying(SAML)])).toEqual([])
})

test.each<[string, Statement, string]>([
  ['a provider', DENY, 'no longer denies sessions without a source identity of the mesh'],
  ['everybody', { ...DENY, Principal: '*' }, 'no longer denies what it denied'],
  ['an account', { ...DENY, Principal: { AWS: '*' } }, 'no longer denies what it denied'],
])('a Deny of %s that is gone is told', (_, denies, says) => {
  expect(change([allow(), denies], [allow()])).toEqual([`trust-changed: ${ROLE} ${says}`])
})

test.each<[string, Statement[], Statement[]]>([
  [
    'a group comes',
    [allow(), DENY],
    [allow({ StringLike: { ...strings('HFAt'), 'aws:RequestTag/GroupHash': ['*.HFAt.*', '*.mTKM.*'] } }), DENY],
  ],
  [
    'another provider of the protocol comes',
    [allow(), DENY],
    [allow({}, [SAML, `${SAML}-b`]), { ...DENY, Principal: { Federated: [SAML, `${SAML}-b`] } }],
  ],
  ['a protocol comes', [allow()], [allow(), allow({}, OIDC)]],
  ['a protocol goes with its Deny', [allow(), DENY, allow({}, OIDC)], [allow({}, OIDC)]],
  [
    'a list of one is no list, and a group comes',
    [allow({ StringEquals: { 'aws:PrincipalType': ['a'] } })],
    [allow({ StringEquals: { 'aws:PrincipalType': 'a' } }, [SAML, `${SAML}-b`])],
  ],
  ['a Deny is added', [allow()], [allow(), DENY]],
  ['nothing is but order and names', [allow(), DENY], [{ ...DENY, Sid: 'X' }, allow()]],
])('a trust asks for the same where %s', (_, before, after) => {
  expect(change(before, after)).toEqual([])
})

test('a role that is new has not asked for anything else', () => {
  expect(found({}, { facts: [trustOf(ROLE, [allow()])] })).toEqual([])
})

test.each<[string, Statement[], Statement[]]>([
  ['a Deny is of fewer calls', [allow(), DENY], [allow(), { ...DENY, Action: 'sts:SetSourceIdentity' }]],
  [
    'groups change places, of which one is asked for more',
    [allow({ StringLike: strings('HFAt') }), allow({ StringLike: strings('mTKM'), Bool: { 'saml:mfa': 'true' } })],
    [allow({ StringLike: strings('mTKM') }), allow({ StringLike: strings('HFAt'), Bool: { 'saml:mfa': 'true' } })],
  ],
])('is told where %s', (_, before, after) => {
  expect(change(before, after)).toEqual(OTHER)
})
