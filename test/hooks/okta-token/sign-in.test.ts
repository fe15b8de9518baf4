import * as fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startTable, type Table } from '../../support/dynalite'
import { PROJECT } from '../../support/mesh'
import { CODES, CONFIG, declaredRoles, openedByToken, ROWS, rowsTable, signed } from '../../support/token-lab'
import { runs } from '../../support/scale'
import { access, identity, okta, request, signInWith, transformed } from './okta'

const GROUPS = Object.keys(CODES)
const OPENING = GROUPS.filter((group) => declaredRoles('jupyterhub', [group]).length > 0)

describe('a session in the ID token', () => {
  let table: Table
  beforeAll(async () => (table = await startTable(ROWS, CONFIG.table)))
  afterAll(() => table.close())

  it.each(GROUPS)('opens for %s exactly the roles that the files declare', async (group) => {
    const result = await signInWith(okta({ table: table.reader }), request({ groups: [group] }))
    const declared = declaredRoles('jupyterhub', [group])
    expect(result.outcome).toBe(declared.length > 0 ? 'patched' : 'denied')
    if (result.outcome !== 'denied') expect(openedByToken(await signed(identity(result)))).toEqual(declared)
  })

  it('is of the form that STS documents', async () => {
    const named = request({ groups: ['ADG-STATISTICS', 'Everyone'], claims: { initials: 'ANNA', department: 4711 } })
    const claims = await signed(identity(await signInWith(okta({ table: table.reader }), named)))
    expect(claims).toMatchObject({
      'https://aws.amazon.com/tags': {
        principal_tags: { GroupHash: ['.67qB.'], initials: ['ANNA'], department: ['4711'] },
        transitive_tag_keys: ['GroupHash', 'department', 'initials'],
      },
      'https://aws.amazon.com/source_identity': 'anna@novonordisk.com',
    })
  })

  it.each(['R&D', ['Sales', 'EMEA'], {}, [{}], true, 'x'.repeat(257)])(
    'has no tag of an attribute that none takes: %j',
    async (department) => {
      const asked = request({ groups: ['ADG-STATISTICS'], claims: { initials: 'ANNA', department } })
      const claims = await signed(identity(await signInWith(okta({ table: table.reader }), asked)))
      expect(claims['https://aws.amazon.com/tags']).toEqual({
        principal_tags: { GroupHash: ['.67qB.'], initials: ['ANNA'] },
        transitive_tag_keys: ['GroupHash', 'initials'],
      })
    },
  )
})

it('opens exactly the declared roles for any groups, registered or not', async () => {
  const handler = okta({ table: rowsTable(ROWS) })
  const others = fc.constantFrom('Everyone', 'ADG-PURCHASING', 'constructor', '__proto__', 'adg-statistics', '')
  const memberships = fc.array(fc.oneof(fc.constantFrom(...GROUPS), others), { maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(memberships, async (groups) => {
      const result = await signInWith(handler, request({ groups }))
      const opened = result.outcome === 'denied' ? [] : openedByToken(await signed(identity(result)))
      expect(opened).toEqual(declaredRoles('jupyterhub', groups))
    }),
    { numRuns: runs(60) },
  )
})

it("answers the documented sample with the mesh's client and a groups claim put in", async () => {
  const sample = readFileSync(join(PROJECT, 'test/fixtures/okta/token-request.json'), 'utf8')
    .replaceAll('https://example.okta.com/oauth2/default', 'https://novo.okta.com/oauth2/aus1abc')
    .replaceAll('customClientIdNative', '0oa1jupyter')
    .replaceAll('administrator@example.com', 'administrator@novonordisk.com')
  const asked = JSON.parse(sample) as ReturnType<typeof request>
  asked.data.identity!.claims.groups = OPENING
  const result = await signInWith(okta(), asked)
  expect(result).toMatchObject({ outcome: 'patched', tries: 1 })
  expect(openedByToken(await signed(identity(result)))).toEqual(declaredRoles('jupyterhub', OPENING))
})

it('answers the sample request of the project', async () => {
  const sample = JSON.parse(readFileSync(join(PROJECT, 'examples/hooks/okta-token.json'), 'utf8'))
  const { clientIds, issuer } = CONFIG.services.jupyterhub!
  expect(sample.data.context.protocol).toMatchObject({ client: { id: clientIds![0] }, issuer: { uri: issuer } })
  const opened = openedByToken(await signed(identity(await signInWith(okta(), sample))))
  expect(opened).toEqual(declaredRoles('jupyterhub', sample.data.identity.claims.groups))
  expect(opened.length).toBeGreaterThan(1)
})

describe('what the tokens hold already', () => {
  const tags = 'https://aws.amazon.com/tags'
  const foreign = {
    [tags]: { principal_tags: { GroupHash: ['.aeIa.'], Admin: ['yes'] } },
    'https://aws.amazon.com/source_identity': 'boss@novonordisk.com',
    [`${tags}/principal_tags/GroupHash`]: '.aeIa.',
    [`${tags}/transitive_tag_keys`]: ['GroupHash'],
    'HTTPS://AWS.amazon.com/tags': { principal_tags: {} },
    'https://aws.amazon.com/a~b/~1': 'x',
  }

  it('is overwritten or removed where AWS might read it', async () => {
    const asked = request({ groups: ['ADG-STATISTICS'], claims: foreign, access: foreign })
    const result = await signInWith(okta(), asked)
    const { claims } = asked.data.identity!
    expect(identity(result)).toEqual({
      ...Object.fromEntries(Object.entries(claims).filter(([name]) => !(name in foreign))),
      [tags]: { principal_tags: { GroupHash: ['.67qB.'] }, transitive_tag_keys: ['GroupHash'] },
      'https://aws.amazon.com/source_identity': 'anna@novonordisk.com',
    })
    expect(Object.keys(access(result)).filter((name) => /aws/i.test(name))).toEqual([])
    expect(openedByToken(await signed(identity(result)))).toEqual(declaredRoles('jupyterhub', ['ADG-STATISTICS']))
  })

  it('stays where it is of no interest to AWS, the groups too', async () => {
    const asked = request({ groups: ['ADG-STATISTICS'], claims: { 'https://example.com/aws.amazon.com/': 1 } })
    const result = await signInWith(okta(), asked)
    expect(identity(result)).toMatchObject(asked.data.identity!.claims)
    expect(access(result)).toEqual(asked.data.access!.claims)
  })
})

it('reads groups and attributes of the access token where the ID token has none', async () => {
  const asked = request({ access: { groups: ['ADG-STATISTICS'], initials: ['ANNA'] } })
  delete asked.data.identity!.claims.groups
  expect(identity(await signInWith(okta(), asked))).toMatchObject({
    'https://aws.amazon.com/tags': { principal_tags: { GroupHash: ['.67qB.'], initials: ['ANNA'] } },
  })
})

it('takes a text for a single group, comma and all', async () => {
  const one = await signInWith(okta(), request({ groups: 'ADG-STATISTICS' }))
  expect(openedByToken(await signed(identity(one)))).toEqual(declaredRoles('jupyterhub', ['ADG-STATISTICS']))
  const two = await signInWith(okta(), request({ groups: 'ADG-STATISTICS,ADG-CLINICAL-OWNERS' }))
  expect(two.outcome).toBe('denied')
})

it('leaves an access token alone that comes without an ID token, but for what AWS might read', async () => {
  const asked = request({ access: { 'https://aws.amazon.com/tags': { principal_tags: { GroupHash: ['.aeIa.'] } } } })
  delete asked.data.identity
  const cleaned = await signInWith(okta(), asked)
  expect(cleaned.outcome).toBe('patched')
  expect(access(cleaned)).toEqual({ ...asked.data.access!.claims, 'https://aws.amazon.com/tags': undefined })

  const plain = { data: { ...asked.data, access: { claims: { sub: 'somebody' } } } }
  expect(await transformed(okta(), { ...asked, ...plain })).toMatchObject({
    outcome: 'patched',
    access: { claims: { sub: 'somebody' } },
  })
})
