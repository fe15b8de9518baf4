import { openedByPool, openedByToken, CODES, CONFIG, declaredRoles, signed } from '../../support/token-lab'
import { event, hook, tokens, type Event } from './pool'

const POOL = 'eu-central-1:11111111-2222-3333-4444-555555555555'
const VERSIONS = ['1', '2', '3']
const OWNER = CODES['ADG-CLINICAL-OWNERS']!

/** What a user could write about themselves, where an app client lets them. */
const OWN_ATTRIBUTES = {
  GroupHash: `.${OWNER}.`,
  'custom:GroupHash': `.${OWNER}.`,
  groups: 'ADG-CLINICAL-OWNERS',
  'custom:groups': '["ADG-CLINICAL-OWNERS"]',
  'cognito:groups': 'ADG-CLINICAL-OWNERS',
  department: '',
  'https://aws.amazon.com/source_identity': 'boss@novonordisk.com',
}

const versioned = (version: string, asked: Parameters<typeof event>[1]): Event => ({ ...event('v2', asked), version })

it.each(VERSIONS)('takes no group from an attribute or from what the application says (V%s)', async (version) => {
  const asked = { groups: ['ADG-EMPLOYEES'], attributes: OWN_ATTRIBUTES }
  const sent = versioned(version, asked)
  sent.request.clientMetadata = { groups: 'ADG-CLINICAL-OWNERS', GroupHash: `.${OWNER}.` }
  const id = await signed((await tokens(hook(), sent)).id)
  expect(id).toMatchObject({ GroupHash: '.vdnc.', 'https://aws.amazon.com/source_identity': 'anna@novonordisk.com' })
  expect(openedByPool(id, POOL)).toEqual(declaredRoles('home', ['ADG-EMPLOYEES']))

  const without = versioned(version, { ...asked, groups: [] })
  await expect(hook()(without)).rejects.toThrow('none of your groups')
})

it.each(VERSIONS)('hides every claim of a tag that the session does not have (V%s)', async (version) => {
  const config = { ...CONFIG, attributes: { email: 'mail', initials: 'initials', nickname: 'alias' } }
  const attributes = { email: 'boss@novonordisk.com', nickname: 'BOSS', 'custom:alias': '', 'custom:initials': 'ANNA' }
  const { id } = await tokens(hook({ config }), versioned(version, { groups: ['ADG-EMPLOYEES'], attributes }))
  expect(id).not.toHaveProperty('email')
  expect(id).not.toHaveProperty('nickname')
  expect(id.initials).toBe('ANNA')
})

it.each(VERSIONS)(
  'prefers the attribute of the pool to the standard one, and sets the claim to it (V%s)',
  async (version) => {
    const config = { ...CONFIG, attributes: { email: 'email' } }
    const attributes = { email: 'boss@novonordisk.com', 'custom:email': 'anna@novonordisk.com' }
    const { id } = await tokens(hook({ config }), versioned(version, { groups: ['ADG-EMPLOYEES'], attributes }))
    expect(id.email).toBe('anna@novonordisk.com')
  },
)

it('takes no standard attribute, which a user may often write', async () => {
  const config = { ...CONFIG, attributes: { mail: 'email' } }
  const attributes = { email: 'anna@novonordisk.com' }
  const { id } = await tokens(hook({ config }), event('v2', { groups: ['ADG-EMPLOYEES'], attributes }))
  expect(id).not.toHaveProperty('mail')
})

describe('what the response says already', () => {
  const overrides = {
    claimsToAddOrOverride: {
      colour: 'blue',
      initials: 'BOSS',
      GroupHash: `.${OWNER}.`,
      'https://aws.amazon.com/tags': { principal_tags: { GroupHash: [`.${OWNER}.`] } },
      'https://aws.amazon.com/tags/principal_tags/Admin': 'yes',
    },
    claimsToSuppress: ['phone_number', 'GroupHash', 'https://aws.amazon.com/source_identity'],
  }
  const groupOverrideDetails = { groupsToOverride: ['other'], iamRolesToOverride: [], preferredRole: 'arn' }
  const texts = { ...overrides, claimsToAddOrOverride: { ...overrides.claimsToAddOrOverride } }
  Reflect.deleteProperty(texts.claimsToAddOrOverride, 'https://aws.amazon.com/tags')

  it.each(VERSIONS)('stays, but for what only the hook decides (V%s)', async (version) => {
    const attributes = { phone_number: '+4512345678' }
    const sent = versioned(version, { groups: ['ADG-EMPLOYEES'], attributes })
    const accessTokenGeneration = { claimsToAddOrOverride: { colour: 'red' }, scopesToAdd: ['x'] }
    const objects = { idTokenGeneration: overrides, accessTokenGeneration, groupOverrideDetails }
    sent.response =
      version === '1'
        ? { claimsOverrideDetails: { ...texts, groupOverrideDetails } }
        : { claimsAndScopeOverrideDetails: objects }
    const { id, access, answer } = await tokens(hook(), sent)
    const { initials, phone_number, ...rest } = id
    expect({ initials, phone_number }).toEqual({})
    expect(rest).toMatchObject({ colour: 'blue', GroupHash: '.vdnc.', 'cognito:groups': ['other'] })
    expect(Object.keys(rest)).not.toContain('https://aws.amazon.com/tags/principal_tags/Admin')
    expect(openedByPool(await signed(id), POOL)).toEqual(declaredRoles('home', ['ADG-EMPLOYEES']))
    expect(openedByToken(await signed(id))).toEqual([])
    expect(access['cognito:groups']).toEqual(['other'])
    if (version === '1') return
    expect(access.colour).toBe('red')
    expect(answer.response.claimsAndScopeOverrideDetails).toMatchObject({ accessTokenGeneration })
  })
})
