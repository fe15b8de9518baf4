import { carriedByAssertion, carriedByPool, carriedByToken } from '../../cli/lib/sign-in/carried'

const SAML = 'https://aws.amazon.com/SAML/Attributes/'
const role = 'arn:aws:iam::111111111111:role/novo/reader'
const provider = 'arn:aws:iam::111111111111:saml-provider/novo-databricks'
const recipient = 'https://signin.aws.amazon.com/saml'

const assertion = (more: Record<string, readonly string[]> = {}) =>
  carriedByAssertion({
    recipient,
    attributes: new Map(
      Object.entries({
        [`${SAML}Role`]: [`${role},${provider}`],
        [`${SAML}RoleSessionName`]: ['anna@example.com'],
        ...more,
      }).filter(([, values]) => values.length > 0),
    ),
  })

describe('an assertion', () => {
  test('is read as AWS reads it', () => {
    const carried = assertion({
      [`${SAML}SourceIdentity`]: ['anna@example.com'],
      [`${SAML}PrincipalTag:GroupHash`]: ['.0aA1.'],
      [`${SAML}TransitiveTagKeys`]: ['GroupHash'],
      [`${SAML}SessionDuration`]: ['3600'],
      groups: ['A', 'B'],
    })
    expect(carried).toEqual({
      sessionName: 'anna@example.com',
      sourceIdentity: 'anna@example.com',
      tags: { GroupHash: '.0aA1.' },
      transitiveTags: ['GroupHash'],
      duration: 3600,
      pairs: [{ role, provider }],
      context: { 'SAML:aud': recipient },
    })
  })

  test('the ARNs of a role and its provider stand in either order', () => {
    expect(assertion({ [`${SAML}Role`]: [`${provider}, ${role}`] }).pairs).toEqual([{ role, provider }])
  })

  test('names are compared with case', () => {
    const carried = assertion({ [`${SAML}principalTag:GroupHash`]: ['.0aA1.'], [`${SAML}sourceIdentity`]: ['x@y'] })
    expect([carried.tags, carried.sourceIdentity]).toEqual([{}, undefined])
  })

  test.each<[string, Record<string, readonly string[]>]>([
    ['no role', { [`${SAML}Role`]: [] }],
    ['a role without its provider', { [`${SAML}Role`]: [role] }],
    ['two roles in one value', { [`${SAML}Role`]: [`${role},${role}`] }],
    ['three ARNs', { [`${SAML}Role`]: [`${role},${provider},${provider}`] }],
    ['no name of the session', { [`${SAML}RoleSessionName`]: [] }],
    ['two names of the session', { [`${SAML}RoleSessionName`]: ['anna', 'bert'] }],
    ['a name with a blank', { [`${SAML}RoleSessionName`]: ['anna smith'] }],
    ['a tag with two values', { [`${SAML}PrincipalTag:GroupHash`]: ['.0aA1.', '.0aA2.'] }],
    ['two source identities', { [`${SAML}SourceIdentity`]: ['a@b', 'c@d'] }],
    ['a session that is too short', { [`${SAML}SessionDuration`]: ['899'] }],
    ['a session that is too long', { [`${SAML}SessionDuration`]: ['43201'] }],
    ['a duration that is no number', { [`${SAML}SessionDuration`]: ['1 hour'] }],
  ])('%s: AWS takes nothing of it', (_, more) => expect(() => assertion(more)).toThrow(SAML))
})

describe('a token', () => {
  const iss = 'https://login.example.com/oauth2/aus1'
  const base = { iss, aud: 'client' }
  const tags = 'https://aws.amazon.com/tags'

  test('has its tags in one claim, or in one each', () => {
    const nested = { [tags]: { principal_tags: { GroupHash: ['.0aA1.'] }, transitive_tag_keys: ['GroupHash'] } }
    const flat = { [`${tags}/principal_tags/GroupHash`]: '.0aA1.', [`${tags}/transitive_tag_keys`]: ['GroupHash'] }
    const identity = { 'https://aws.amazon.com/source_identity': 'anna@example.com' }
    const expected = {
      sourceIdentity: 'anna@example.com',
      tags: { GroupHash: '.0aA1.' },
      transitiveTags: ['GroupHash'],
      context: { 'login.example.com/oauth2/aus1:aud': 'client' },
      issuer: iss,
    }
    for (const claims of [nested, flat, { ...nested, ...flat }])
      expect(carriedByToken({ ...base, ...claims, ...identity })).toEqual(expected)
  })

  test('without claims of AWS carries nothing', () => {
    expect(carriedByToken({ ...base, groups: ['A'] })).toMatchObject({ tags: {}, transitiveTags: [] })
    expect(carriedByToken(base)).not.toHaveProperty('sourceIdentity')
  })

  test.each<[string, object, RegExp]>([
    ['no issuer', { iss: undefined }, /no issuer/],
    ['several audiences', { aud: ['a', 'b'] }, /no audience/],
    ['a tag with two values', { [tags]: { principal_tags: { GroupHash: ['a', 'b'] } } }, /must have one value/],
    ['a tag that is no text', { [tags]: { principal_tags: { GroupHash: [1] } } }, /must have one value/],
    [
      'a tag with another value in the other form',
      { [tags]: { principal_tags: { GroupHash: ['.0aA1.'] } }, [`${tags}/principal_tags/GroupHash`]: '.0aA2.' },
      /has two values/,
    ],
  ])('%s: AWS takes nothing of it', (_, claims, message) => {
    expect(() => carriedByToken({ ...base, ...claims })).toThrow(message)
  })
})

describe('an identity pool', () => {
  const mapping = { GroupHash: 'GroupHash', initials: 'who' }

  test('makes tags of the claims that it maps, and passes nothing else', () => {
    const claims = {
      GroupHash: '.0aA1.',
      who: 'ANNA',
      initials: 'EVE',
      'https://aws.amazon.com/source_identity': 'anna@example.com',
    }
    expect(carriedByPool(claims, 'eu-central-1:1', mapping)).toEqual({
      tags: { GroupHash: '.0aA1.', initials: 'ANNA' },
      transitiveTags: [],
      context: {},
      pool: 'eu-central-1:1',
    })
  })

  test('a claim that is not there, or empty, makes no tag', () => {
    expect(carriedByPool({ GroupHash: '' }, 'p', mapping).tags).toEqual({})
  })

  test('takes 460 bytes', () => {
    const tags = (length: number) => carriedByPool({ GroupHash: 'x'.repeat(length) }, 'p', mapping)
    expect(() => tags(460 - 'GroupHash'.length)).not.toThrow()
    expect(() => tags(461 - 'GroupHash'.length)).toThrow('the session tags have 461 bytes')
  })
})
