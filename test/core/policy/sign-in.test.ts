import type { PolicyDocument, Statement } from '../../../core/policy/document'
import type { SignIn } from '../../../core/policy/sign-in'
import { signIn } from '../../../core/policy/sign-in'

const provider = 'arn:aws:iam::111111111111:saml-provider/okta'
const role = 'arn:aws:iam::111111111111:role/reader'
const audience = { 'SAML:aud': 'https://signin.aws.amazon.com/saml' }

const attempt: SignIn = {
  provider,
  action: 'sts:AssumeRoleWithSAML',
  role,
  context: audience,
  sourceIdentity: 'me@example.com',
  tags: { GroupHash: '.HFAt.', CostCenter: '' },
}

const statement = (action: string | string[], more: Partial<Statement> = {}): Statement => ({
  Effect: 'Allow',
  Principal: { Federated: provider },
  Action: action,
  ...more,
})
const trust = (...statements: Statement[]): PolicyDocument => ({ Version: '2012-10-17', Statement: statements })
const open = trust(statement('sts:*'))

const decided = (document: PolicyDocument, over: Partial<SignIn> = {}): string[] =>
  signIn(document, { ...attempt, ...over }).actions.map(
    ({ action, decision }) => `${action} ${decision.effect} ${decision.statement ?? '-'}`,
  )

describe('the actions of a sign-in', () => {
  test('the call itself, and one more for tags and for a source identity', () => {
    expect(decided(open)).toEqual([
      'sts:AssumeRoleWithSAML Allow 0',
      'sts:TagSession Allow 0',
      'sts:SetSourceIdentity Allow 0',
    ])
    expect(decided(open, { tags: undefined })).toEqual([
      'sts:AssumeRoleWithSAML Allow 0',
      'sts:SetSourceIdentity Allow 0',
    ])
    expect(decided(open, { tags: {} })).toHaveLength(2)
    expect(decided(open, { sourceIdentity: undefined })).toEqual([
      'sts:AssumeRoleWithSAML Allow 0',
      'sts:TagSession Allow 0',
    ])
  })

  test('all must be allowed; those that are not are named with what decided', () => {
    const answer = signIn(
      trust(statement('sts:AssumeRoleWithSAML'), statement('sts:SetSourceIdentity', { Effect: 'Deny' })),
      attempt,
    )
    expect(answer.allowed).toBe(false)
    expect(answer.refusal).toBeNull()
    expect(answer.failed).toEqual([
      { action: 'sts:TagSession', decision: { effect: 'Deny', explicit: false, policy: null, statement: null } },
      { action: 'sts:SetSourceIdentity', decision: { effect: 'Deny', explicit: true, policy: 0, statement: 1 } },
    ])
    expect(signIn(open, attempt)).toMatchObject({ allowed: true, failed: [] })
  })

  test('each is asked with tags, tag keys, source identity and context together', () => {
    const document = trust(
      statement('sts:*', {
        Condition: {
          StringEquals: { ...audience, 'sts:SourceIdentity': 'me@example.com', 'aws:RequestTag/costcenter': '' },
          'ForAllValues:StringEquals': { 'aws:TagKeys': ['GroupHash', 'CostCenter'] },
          Null: { 'aws:TagKeys': 'false' },
        },
      }),
    )
    expect(signIn(document, attempt).allowed).toBe(true)
    expect(signIn(document, { ...attempt, tags: { CostCenter: '', Other: 'x' } }).allowed).toBe(false)
    expect(signIn(document, { ...attempt, tags: undefined }).allowed).toBe(false)
    expect(signIn(document, { ...attempt, sourceIdentity: undefined }).allowed).toBe(false)
  })

  test('without tags there is no key that lists them', () => {
    const document = trust(
      statement('sts:*', { Condition: { 'ForAnyValue:StringEqualsIfExists': { 'aws:TagKeys': 'GroupHash' } } }),
    )
    expect(signIn(document, { ...attempt, tags: {} }).allowed).toBe(true)
    expect(signIn(document, { ...attempt, tags: { Other: 'x' } }).allowed).toBe(false)
  })

  test('who signs in by AssumeRole is a role, an account or a service', () => {
    const call = { action: 'sts:AssumeRole', tags: undefined, sourceIdentity: undefined } as const
    const by = (principal: Statement['Principal'], id: string): boolean =>
      signIn(trust(statement('sts:AssumeRole', { Principal: principal })), { ...attempt, ...call, provider: id })
        .allowed
    expect(by({ AWS: '111111111111' }, role)).toBe(true)
    expect(by({ AWS: role }, 'arn:aws:sts::111111111111:assumed-role/reader/me')).toBe(true)
    expect(by({ AWS: '111111111111' }, '111111111111')).toBe(true)
    expect(by({ Service: 'glue.amazonaws.com' }, 'glue.amazonaws.com')).toBe(true)
    expect(by({ Federated: provider }, provider)).toBe(false)
  })
})

describe('what STS refuses by itself', () => {
  const reason = (over: Partial<SignIn>): string | undefined => {
    const answer = signIn(open, { ...attempt, ...over })
    if (answer.refusal !== null) expect(answer).toMatchObject({ allowed: false, actions: [], failed: [] })
    return answer.refusal?.reason
  }
  const tags = (count: number): Record<string, string> =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`tag${i}`, 'x']))

  test.each<[string, Partial<SignIn>, string | undefined]>([
    ['50 tags', { tags: tags(50) }, undefined],
    ['51 tags', { tags: tags(51) }, 'too-many-tags'],
    ['a value of 256 characters', { tags: { a: 'x'.repeat(256) } }, undefined],
    ['a value of 257', { tags: { a: 'x'.repeat(257) } }, 'tag-value'],
    ['256 astral letters', { tags: { a: '𝒳'.repeat(256) } }, undefined],
    ['an empty value', { tags: { a: '' } }, undefined],
    ['letters, separators, digits and signs', { tags: { 'Ä b': 'å\u2028٣_.:/=+-@ ' } }, undefined],
    ['a star in a value', { tags: { a: '*' } }, 'tag-value'],
    ['a newline in a value', { tags: { a: 'x\n' } }, 'tag-value'],
    ['an emoji in a value', { tags: { a: '😀' } }, 'tag-value'],
    ['a reserved value', { tags: { a: 'aws:x' } }, 'tag-value'],
    ['an empty key', { tags: { '': 'x' } }, 'tag-key'],
    ['a key of 128 characters', { tags: { ['k'.repeat(128)]: 'x' } }, undefined],
    ['a key of 129', { tags: { ['k'.repeat(129)]: 'x' } }, 'tag-key'],
    ['a comma in a key', { tags: { 'a,b': 'x' } }, 'tag-key'],
    ['a reserved key', { tags: { 'AWS:x': 'x' } }, 'tag-key'],
    ['a key in two spellings', { tags: { Team: 'x', team: 'x' } }, 'duplicate-tag'],
    ['a source identity of 2', { sourceIdentity: 'ab' }, undefined],
    ['of 1', { sourceIdentity: 'a' }, 'source-identity'],
    ['an empty one', { sourceIdentity: '' }, 'source-identity'],
    ['of 64', { sourceIdentity: 'a'.repeat(64) }, undefined],
    ['of 65', { sourceIdentity: 'a'.repeat(65) }, 'source-identity'],
    ['one with every sign', { sourceIdentity: 'a_1+=,.@-' }, undefined],
    ['one with a blank', { sourceIdentity: 'a b' }, 'source-identity'],
    ['one with a newline at its end', { sourceIdentity: 'ab\n' }, 'source-identity'],
    ['one with a letter beyond ASCII', { sourceIdentity: 'søren' }, 'source-identity'],
  ])('%s', (_, over, expected) => expect(reason(over)).toBe(expected))

  test('the message names the tag and never its value', () => {
    const { refusal } = signIn(open, { ...attempt, tags: { Team: 'secret*' } })
    expect(refusal?.message).toContain('"Team"')
    expect(refusal?.message).not.toContain('secret')
  })
})

describe('what is not evaluated', () => {
  test.each([
    ['aws:RequestTag/GroupHash', 'x'],
    ['AWS:requesttag/other', 'x'],
    ['aws:TagKeys', ['x']],
    ['sts:sourceidentity', 'x'],
  ])('%s in the context would pass by the limits', (key, value) => {
    expect(() => signIn(open, { ...attempt, context: { [key]: value } })).toThrow(
      expect.objectContaining({ fault: 'invalid-request' }),
    )
  })

  test.each<[string, Statement]>([
    ['a statement without a principal', { Effect: 'Allow', Action: 'sts:*' }],
    ['a statement with a resource', statement('sts:*', { Resource: '*' })],
    ['a statement with NotResource', statement('sts:*', { NotResource: '*' })],
    ['an unknown operator', statement('sts:*', { Condition: { StringIs: { k: 'x' } } })],
  ])('a trust policy that has %s', (_, one) => {
    expect(() => signIn(trust(one), attempt)).toThrow(expect.objectContaining({ name: 'EvaluationError' }))
  })

  test('NotPrincipal counts as a principal', () => {
    const others = statement('sts:*', { Principal: undefined, NotPrincipal: { Federated: provider } })
    expect(signIn(trust(others), attempt).allowed).toBe(false)
    expect(signIn(trust(others), { ...attempt, provider: `${provider}2` }).allowed).toBe(true)
  })
})
