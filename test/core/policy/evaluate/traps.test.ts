import fc from 'fast-check'
import type { PolicyDocument, Statement } from '../../../../core/policy/document'
import { signIn } from '../../../../core/policy/sign-in'
import { allows, holds, policy } from './ask'
import { runs } from '../../../support/scale'

/** What a well-known simulator gets wrong, and the article's policies with their variants. */

const ACCOUNT = '111111111111'
const ROLE = `arn:aws:iam::${ACCOUNT}:role/novo-clinical-prod-reader`
const OKTA = `arn:aws:iam::${ACCOUNT}:saml-provider/okta-databricks`
const ISSUER = 'novo.okta.com/oauth2/aus1abc'
const OIDC = `arn:aws:iam::${ACCOUNT}:oidc-provider/${ISSUER}`
const AUDIENCE = 'https://signin.aws.amazon.com/saml'
const POOL = 'eu-central-1:11111111-2222-3333-4444-555555555555'
const COGNITO = 'cognito-identity.amazonaws.com'
const ALL = ['sts:AssumeRoleWithSAML', 'sts:TagSession', 'sts:SetSourceIdentity']

interface Attempt {
  readonly provider?: string
  readonly audience?: string | undefined
  readonly sourceIdentity?: string | undefined
  readonly groupHash?: string | undefined
}

const member = { sourceIdentity: 'user@novonordisk.com', groupHash: '.HFAt.', audience: AUDIENCE }

function saml(trust: PolicyDocument, attempt: Attempt): boolean {
  const { provider = OKTA, audience, sourceIdentity, groupHash } = attempt
  return signIn(trust, {
    provider,
    action: 'sts:AssumeRoleWithSAML',
    role: ROLE,
    context: audience === undefined ? {} : { 'SAML:aud': audience },
    sourceIdentity,
    tags: groupHash === undefined ? {} : { GroupHash: groupHash },
  }).allowed
}

const base: Statement = {
  Effect: 'Allow',
  Principal: { Federated: [OKTA] },
  Action: ALL,
  Condition: {
    StringEquals: { 'SAML:aud': AUDIENCE },
    StringLike: { 'sts:SourceIdentity': '*@novonordisk.com', 'aws:RequestTag/GroupHash': ['*.HFAt.*', '*.mTKM.*'] },
  },
}
const guard: Statement = {
  Effect: 'Deny',
  Principal: { Federated: [OKTA] },
  Action: ['sts:AssumeRoleWithSAML', 'sts:SetSourceIdentity'],
  Condition: { StringNotLike: { 'sts:SourceIdentity': '*@novonordisk.com' } },
}
const trust = policy(base)

describe('sign-in with SAML', () => {
  test('one statement for all three actions allows a member', () => {
    expect(saml(trust, member)).toBe(true)
    expect(saml(policy(base, guard), member)).toBe(true)
    expect(saml(trust, { ...member, groupHash: '.aaaa.mTKM.zzzz.' })).toBe(true)
  })

  test.each<[string, Attempt]>([
    ['no member', { ...member, groupHash: '.aaaa.' }],
    ['an empty tag', { ...member, groupHash: '' }],
    ['no tag', { ...member, groupHash: undefined }],
    ['no source identity', { ...member, sourceIdentity: undefined }],
    ['another domain', { ...member, sourceIdentity: 'user@evil.com' }],
    ['a longer domain', { ...member, sourceIdentity: 'user@novonordisk.com.evil.com' }],
    ['the domain in capitals', { ...member, sourceIdentity: 'user@NovoNordisk.com' }],
    ['a subdomain', { ...member, sourceIdentity: 'user@x.novonordisk.com' }],
    ['another audience', { ...member, audience: 'https://eu-central-1.signin.aws.amazon.com/saml' }],
    ['no audience', { ...member, audience: undefined }],
    ['another provider of the account', { ...member, provider: `arn:aws:iam::${ACCOUNT}:saml-provider/other` }],
    ['a provider of that name in another account', { ...member, provider: OKTA.replace(ACCOUNT, '222222222222') }],
    ['a code over two others', { ...member, groupHash: '.aaHF.Atbb.' }],
    ['a code within a longer one', { ...member, groupHash: '.aHFAtb.' }],
    ['a code in another case', { ...member, groupHash: '.hfat.' }],
    ['the value without separators', { ...member, groupHash: 'HFAt' }],
    ['wildcards as a value', { ...member, groupHash: '*' }],
    ['question marks as a value', { ...member, groupHash: '.????.' }],
  ])('%s is denied, with and without the Deny statement', (_, attempt) => {
    expect(saml(trust, attempt)).toBe(false)
    expect(saml(policy(base, guard), attempt)).toBe(false)
  })

  test("the article's policy never allows anyone", () => {
    const printed: PolicyDocument = {
      Version: '2008-10-17',
      Statement: [
        {
          ...base,
          Condition: {
            StringEquals: { 'SAML:aud': AUDIENCE },
            StringLike: { 'sts:SourceIdentity': '*@novonordisk.com', 'aws:RequestTag/GroupHash': ['*HFAt*'] },
            StringNotLike: { 'sts:SourceIdentity': '*' },
          },
        },
      ],
    }
    expect(saml(printed, member)).toBe(false)
    expect(saml(printed, { ...member, sourceIdentity: undefined })).toBe(false)
    const identity = fc.option(fc.stringMatching(/^[\w+=,.@-]{0,20}(@novonordisk\.com)?$/), { nil: undefined })
    fc.assert(
      fc.property(identity, (sourceIdentity) => !saml(printed, { ...member, sourceIdentity })),
      { numRuns: runs(1000) },
    )
  })

  test('a source identity that only its own action asks for is not asked of who passes none', () => {
    const open: Statement = { ...base, Action: ALL.slice(0, 2), Condition: { StringLike: { 'SAML:aud': AUDIENCE } } }
    const own: Statement = {
      ...base,
      Action: 'sts:SetSourceIdentity',
      Condition: { StringLike: { 'sts:SourceIdentity': '*@novonordisk.com' } },
    }
    expect(saml(policy(open, own), { ...member, sourceIdentity: 'user@evil.com' })).toBe(false)
    expect(saml(policy(open, own), { ...member, sourceIdentity: undefined })).toBe(true)
    expect(saml(policy(open, own, guard), { ...member, sourceIdentity: undefined })).toBe(false)
  })

  test('the Deny statement survives an Allow that someone adds', () => {
    const sloppy: Statement = { Effect: 'Allow', Principal: { Federated: OKTA }, Action: 'sts:*' }
    const stranger = { ...member, sourceIdentity: 'user@evil.com' }
    expect(saml(policy(base, sloppy), stranger)).toBe(true)
    expect(saml(policy(base, guard, sloppy), stranger)).toBe(false)
  })
})

describe('sign-in with a web identity', () => {
  const web = (document: PolicyDocument, provider: string, context: Record<string, string | string[]>): boolean =>
    signIn(document, {
      provider,
      action: 'sts:AssumeRoleWithWebIdentity',
      role: ROLE,
      context,
      tags: { GroupHash: '.HFAt.' },
    }).allowed
  const statement = (provider: string, condition: Statement['Condition']): Statement => ({
    Effect: 'Allow',
    Principal: { Federated: provider },
    Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
    Condition: condition,
  })
  const tag = { 'aws:RequestTag/GroupHash': '*.HFAt.*' }

  test("the keys of one's own issuer count for every action", () => {
    const oidc = policy(statement(OIDC, { StringEquals: { [`${ISSUER}:aud`]: ['one', 'two'] }, StringLike: tag }))
    expect(web(oidc, OIDC, { [`${ISSUER}:aud`]: 'two' })).toBe(true)
    expect(web(oidc, OIDC, { [`${ISSUER}:aud`]: 'three' })).toBe(false)
    expect(web(oidc, OIDC, { 'other.okta.com:aud': 'one' })).toBe(false)
    expect(web(oidc, OIDC, {})).toBe(false)
    expect(web(oidc, `${OIDC}d`, { [`${ISSUER}:aud`]: 'one' })).toBe(false)
  })

  test('a provider without an ARN is in no account', () => {
    const google = policy(statement('accounts.google.com', { StringEquals: { 'accounts.google.com:aud': 'me' } }))
    expect(web(google, 'accounts.google.com', { 'accounts.google.com:aud': 'me' })).toBe(true)
    expect(web(google, 'accounts.google.com', { 'accounts.google.com:aud': 'you' })).toBe(false)
  })

  const aud = { [`${COGNITO}:aud`]: POOL }
  const signedIn = { ...aud, [`${COGNITO}:amr`]: ['authenticated', 'cognito-idp'] }
  const amr = (set: string): Statement['Condition'] => ({
    StringEquals: aud,
    [`${set}:StringLike`]: { [`${COGNITO}:amr`]: 'authenticated' },
  })

  test('Cognito: the pool and an authenticated user, for tags as well', () => {
    const cognito = policy(statement(COGNITO, amr('ForAnyValue')))
    expect(web(cognito, COGNITO, signedIn)).toBe(true)
    expect(web(cognito, COGNITO, { ...signedIn, [`${COGNITO}:aud`]: 'eu-central-1:other' })).toBe(false)
    expect(web(cognito, COGNITO, { ...aud, [`${COGNITO}:amr`]: ['unauthenticated'] })).toBe(false)
    expect(web(cognito, COGNITO, { ...aud, [`${COGNITO}:amr`]: [] })).toBe(false)
    expect(web(cognito, COGNITO, aud)).toBe(false)
  })

  test('Cognito: ForAllValues lets a missing amr in', () => {
    expect(web(policy(statement(COGNITO, amr('ForAllValues'))), COGNITO, aud)).toBe(true)
  })

  test('Cognito: without the pool any pool in the world is let in', () => {
    const anyPool = { 'ForAnyValue:StringLike': { [`${COGNITO}:amr`]: 'authenticated' } }
    const foreign = { ...signedIn, [`${COGNITO}:aud`]: 'us-east-1:foreign' }
    expect(web(policy(statement(COGNITO, anyPool)), COGNITO, foreign)).toBe(true)
  })
})

describe('evaluation', () => {
  test('a Deny on a differing tag denies whoever has no tag', () => {
    const deny: Statement = {
      Effect: 'Deny',
      Action: 's3:GetObject',
      Resource: '*',
      Condition: { StringNotEquals: { 's3:ExistingObjectTag/Team': '${aws:PrincipalTag/Team}' } },
    }
    const condition = deny.Condition ?? {}
    expect(holds(condition, { 's3:ExistingObjectTag/Team': 'a' })).toBe(true)
    expect(holds(condition, {})).toBe(true)
    expect(holds(condition, { 's3:ExistingObjectTag/Team': 'a', 'aws:PrincipalTag/Team': 'a' })).toBe(false)
  })

  test('version 2008-10-17 knows no variables', () => {
    const old: PolicyDocument = {
      Version: '2008-10-17',
      Statement: [{ ...base, Condition: { StringEquals: { 'SAML:aud': '${k}' } } }],
    }
    const attempt = { provider: OKTA, action: 'sts:AssumeRoleWithSAML', role: ROLE } as const
    expect(signIn(old, { ...attempt, context: { 'SAML:aud': 'x', k: 'x' } }).allowed).toBe(false)
    expect(signIn(old, { ...attempt, context: { 'SAML:aud': '${k}', k: 'x' } }).allowed).toBe(true)
  })

  test('many stars take no time', () => {
    expect(holds({ StringLike: { k: `x${'*a'.repeat(12)}*b` } }, { k: `x${'a'.repeat(60)}` })).toBe(false)
  })

  test('a line separator in a session tag does not hide a code, nor does it make one', () => {
    expect(saml(trust, { ...member, groupHash: '\u2028.HFAt.\u2029' })).toBe(true)
    expect(saml(trust, { ...member, groupHash: '.HF\u2028At.' })).toBe(false)
  })

  test('an empty tag is put into a resource as nothing, where a missing one matches nothing', () => {
    const own = { Resource: 'arn:aws:s3:::home/${aws:PrincipalTag/initials}/*' }
    const empty = { 'aws:PrincipalTag/initials': '' }
    expect(allows(own, { resource: 'arn:aws:s3:::home//x', context: empty })).toBe(true)
    expect(allows(own, { resource: 'arn:aws:s3:::home//x' })).toBe(false)
  })

  test('a slash in a tag reaches further folders', () => {
    const own = { Resource: 'arn:aws:s3:::home/${aws:PrincipalTag/department}/*' }
    const context = { 'aws:PrincipalTag/department': 'abcd/secret' }
    expect(allows(own, { resource: 'arn:aws:s3:::home/abcd/secret/x', context })).toBe(true)
  })
})
