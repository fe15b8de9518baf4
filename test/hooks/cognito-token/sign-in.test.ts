import * as fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startTable, type Table } from '../../support/dynalite'
import { PROJECT } from '../../support/mesh'
import {
  CODES,
  CONFIG,
  declaredRoles,
  openedByPool,
  openedByToken,
  ROWS,
  signed,
  stsSession,
} from '../../support/token-lab'
import { runs } from '../../support/scale'
import { configured, event, hook, sample, tokens, type Event } from './pool'

const POOL = 'eu-central-1:11111111-2222-3333-4444-555555555555'
const GROUPS = Object.keys(CODES)
const PEOPLE = ['v1', 'v2', 'v3', 'refresh']
const SOURCES = ['HostedAuth', 'Authentication', 'NewPasswordChallenge', 'AuthenticateDevice', 'RefreshTokens']

describe('a session in the ID token', () => {
  let table: Table
  beforeAll(async () => (table = await startTable(ROWS, CONFIG.table)))
  afterAll(() => table.close())

  it.each(GROUPS)('opens for %s exactly the roles that the files declare, behind an identity pool', async (group) => {
    const declared = declaredRoles('home', [group])
    const answer = tokens(hook({ table: table.reader }), event('v2', { groups: [group] }))
    if (declared.length === 0) await expect(answer).rejects.toThrow('None of your groups')
    else expect(openedByPool(await signed((await answer).id), POOL)).toEqual(declared)
  })
})

it('opens exactly the declared roles for any groups, and the same in all versions', async () => {
  const others = fc.constantFrom('eu-central-1_Novo00001_directory', 'adg-employees', 'constructor', '__proto__')
  const groups = fc.array(fc.oneof(fc.constantFrom(...GROUPS), others), { maxLength: 10 })
  const value = fc.option(fc.stringMatching(/^[\w .:/=+@-]{0,20}$/), { nil: undefined })
  const attributes = fc.record({ 'custom:initials': value, 'custom:department': value })
  const source = fc.constantFrom(...SOURCES)
  await fc.assert(
    fc.asyncProperty(groups, attributes, source, async (memberships, given, triggerSource) => {
      const texts = Object.entries(given).filter(([, text]) => text !== undefined) as [string, string][]
      const results = await Promise.all(
        ['1', '2', '3', 'V1_0', 'V2_0', 'V3_0'].map(async (version) => {
          const sent = event('v2', { groups: memberships, attributes: Object.fromEntries(texts) })
          const versioned = { ...sent, version, triggerSource: `TokenGeneration_${triggerSource}` }
          const id = await tokens(hook(), versioned).then(
            (made) => made.id,
            () => undefined,
          )
          if (!id) return { opened: [], session: undefined, claims: undefined }
          const verified = await signed(id)
          const { GroupHash, initials, department } = verified
          const claims = { GroupHash, initials, department }
          return { opened: openedByPool(verified, POOL), session: stsSession(verified), claims }
        }),
      )
      const [first] = results
      for (const each of results) expect(each).toEqual(first)
      expect(first?.opened).toEqual(declaredRoles('home', memberships))
    }),
    { numRuns: runs(40) },
  )
})

it.each(PEOPLE)('keeps everything else of the sample event %s', async (name) => {
  const sent = event(name, { groups: ['ADG-EMPLOYEES', 'us-east-1_Example01_directory'] })
  const { id, access, answer } = await tokens(hook(), sent)
  expect(answer).toEqual({ ...sent, response: expect.anything() })
  expect(id).toMatchObject({
    ...sent.request.userAttributes,
    'cognito:groups': sent.request.groupConfiguration?.groupsToOverride,
  })
  expect(access['cognito:groups']).toEqual(sent.request.groupConfiguration?.groupsToOverride)
  expect(Object.keys(access).filter((claim) => /aws\.amazon|GroupHash|initials|department/.test(claim))).toEqual([])
  const [details] = Object.values(answer.response) as [{ groupOverrideDetails: unknown }]
  expect(details.groupOverrideDetails).toEqual(sent.request.groupConfiguration)
})

it('has the claims that identity pools map, and those that STS reads', async () => {
  const asked = { groups: ['ADG-EMPLOYEES'], attributes: { 'custom:initials': 'ANNA', 'custom:department': '' } }
  const both = {
    GroupHash: '.vdnc.',
    initials: 'ANNA',
    'https://aws.amazon.com/source_identity': 'anna@novonordisk.com',
  }
  const first = await tokens(hook(), event('v1', asked))
  expect(
    (first.answer.response.claimsOverrideDetails as { claimsToAddOrOverride: unknown }).claimsToAddOrOverride,
  ).toEqual({
    ...both,
    'https://aws.amazon.com/tags/principal_tags/GroupHash': '.vdnc.',
    'https://aws.amazon.com/tags/principal_tags/initials': 'ANNA',
    'https://aws.amazon.com/tags/transitive_tag_keys': 'GroupHash,initials',
  })
  const second = await tokens(hook(), event('v2', asked))
  const { idTokenGeneration } = second.answer.response.claimsAndScopeOverrideDetails as { idTokenGeneration: unknown }
  expect(idTokenGeneration).toEqual({
    claimsToAddOrOverride: {
      ...both,
      'https://aws.amazon.com/tags': {
        principal_tags: { GroupHash: ['.vdnc.'], initials: ['ANNA'] },
        transitive_tag_keys: ['GroupHash', 'initials'],
      },
    },
    claimsToSuppress: ['department'],
  })
})

it('answers the sample event of the project', async () => {
  const asked = JSON.parse(readFileSync(join(PROJECT, 'examples/hooks/cognito-token.json'), 'utf8')) as Event
  const { id } = await tokens(hook(), asked)
  expect(openedByPool(await signed(id), POOL)).toEqual(
    declaredRoles('home', asked.request.groupConfiguration?.groupsToOverride ?? []),
  )
  expect(id).toMatchObject({ initials: 'ANNA', department: 'statistics' })
})

it('takes the name in the pool for a user whom the directory does not know', async () => {
  for (const identities of [undefined, '[]']) {
    const sent = event('v3', { groups: ['ADG-EMPLOYEES'] })
    sent.userName = 'native@novonordisk.com'
    delete sent.request.userAttributes.identities
    if (identities) sent.request.userAttributes.identities = identities
    const { id } = await tokens(hook(), sent)
    expect(id['https://aws.amazon.com/source_identity']).toBe('native@novonordisk.com')
  }
})

it('leaves the token of an application as it is', async () => {
  const sent = sample('client-credentials')
  const { answer, access } = await tokens(hook(), sent)
  expect(answer).toEqual(sent)
  expect(openedByToken(await signed(access))).toEqual([])
})

describe('with an application in the files', () => {
  const config = configured({ application: '1example23456789' })

  it('signs in through its app client', async () => {
    const { id } = await tokens(hook({ config }), event('v2', { groups: ['ADG-EMPLOYEES'] }))
    expect(openedByPool(await signed(id), POOL)).toEqual(declaredRoles('home', ['ADG-EMPLOYEES']))
  })

  it.each(PEOPLE)('gives other app clients of the pool a token that leads nowhere (%s)', async (name) => {
    const sent = event(name, { groups: ['ADG-EMPLOYEES'] })
    sent.callerContext.clientId = 'another'
    const { id, access } = await tokens(hook({ config }), sent)
    expect(openedByPool(await signed(id), POOL)).toEqual([])
    expect(Object.keys({ ...id, ...access }).filter((claim) => /aws\.amazon|GroupHash/.test(claim))).toEqual([])
    expect(id['cognito:groups']).toEqual(['ADG-EMPLOYEES'])
  })
})
