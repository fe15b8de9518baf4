import fc from 'fast-check'
import { startTable, type Table } from '../../support/dynalite'
import { exampleHooks } from '../../support/hook-config'
import { addressed, openedBy, wouldOpen } from '../../support/opened-by'
import { documentedRequest, requestOf } from '../../support/saml-request'
import { patchedAssertion, samlHook, type SamlHook } from '../../support/saml-hook'
import { signedResponse, signingKey, verifiedResponse } from '../../support/signed-saml'
import { runs } from '../../support/scale'

const { built, config, rows } = exampleHooks()
const AWS = 'https://aws.amazon.com/SAML/Attributes/'
const LAKE = 'https://lakeformation.amazon.com/SAML/Attributes/'
const MESH = { ...config, attributes: { initials: 'initials', department: 'urn:oid:2.5.4.11' } }
const READERS = ['ADG-CLINICAL-ANALYSTS']

let table: Table
let hook: SamlHook
beforeAll(async () => {
  table = await startTable(rows, config.table)
  hook = samlHook({ config: MESH, table: table.reader })
})
afterAll(() => table.close())

const account = 'arn:aws:iam::111111111111'
const OWNER = `${account}:role/novo/novo-clinical-prod-owner,${account}:saml-provider/novo-databricks`

describe('attributes that the application sends for AWS', () => {
  it.each([
    [`${AWS}PrincipalTag:initials`],
    [`${AWS}PrincipalTag:admin`],
    [`${AWS}principaltag:GroupHash`],
    [`${AWS}role`],
    [`${AWS.toUpperCase()}ROLE`],
    [`${AWS}`],
    [`${AWS}Something/new`],
    [`${LAKE}Groups`],
    [`${LAKE}Username`],
  ])('are refused where the hook sets none of the name: %s', async (name) => {
    const result = await hook.signIn(requestOf({ groups: READERS, claims: { [name]: ['x'] } }))
    expect(result.outcome).toBe('denied')
    expect(hook.lines.at(-1)).toMatchObject({ event: 'refused', fields: { code: 'foreign-attribute' } })
  })

  // Okta goes on with it where a hook does not answer.
  it('are refused where one is a role, though the hook sets them itself', async () => {
    const result = await hook.signIn(requestOf({ groups: READERS, claims: { [`${AWS}Role`]: [OWNER] } }))
    expect(result.outcome).toBe('denied')
    const told = { code: 'foreign-attribute', foreign: [`${AWS}Role`] }
    expect(hook.lines.at(-1)).toMatchObject({ event: 'refused', fields: { code: told.code } })
    expect(JSON.stringify(hook.lines.at(-1))).toContain(JSON.stringify(told.foreign))
  })

  it('are replaced where it sets one', async () => {
    const claims = {
      [`${AWS}SourceIdentity`]: ['root@novonordisk.com'],
      [`${AWS}PrincipalTag:GroupHash`]: ['.aeIa.'],
      [`${AWS}PrincipalTag:initials`]: ['ROOT'],
      [`${AWS}SessionDuration`]: ['43200'],
      initials: ['ANNA'],
    }
    const { attributes } = addressed(patchedAssertion(await hook.signIn(requestOf({ groups: READERS, claims }))))
    expect(JSON.stringify(attributes)).not.toMatch(/owner|root|ROOT|aeIa|43200/)
    expect(attributes[`${AWS}PrincipalTag:initials`]).toEqual(['ANNA'])
  })

  it('never open more than the groups do', async () => {
    const name = fc.constantFrom(
      ...['Role', 'SourceIdentity', 'PrincipalTag:GroupHash', 'PrincipalTag:initials', 'TransitiveTagKeys', 'role'].map(
        (each) => AWS + each,
      ),
      'groups2',
      'Groups',
      '__proto__',
      'initials',
      `${LAKE}Groups`,
    )
    const value = fc.constantFrom(
      OWNER,
      '.aeIa.',
      '.aeIa.PSNf.',
      'GroupHash',
      'root@novonordisk.com',
      '',
      'ADG-CLINICAL-OWNERS',
    )
    const claims = fc.dictionary(name, fc.array(value, { maxLength: 3 }), { maxKeys: 4 })
    const groups = fc.subarray(['ADG-CLINICAL-ANALYSTS', 'ADG-STATISTICS', 'ADG-CANTEEN', 'ADG-EMPLOYEES'])
    const allowed = ['novo-clinical-prod-reader', 'novo-clinical-prod-share-adg-statistics']
    await fc.assert(
      fc.asyncProperty(claims, groups, async (more, mine) => {
        const result = await hook.signIn(requestOf({ groups: mine, claims: more }))
        expect(result.outcome).not.toBe('original')
        if (result.outcome === 'denied') return
        const assertion = addressed(result.assertion)
        const opened = openedBy(built, assertion)
        expect(allowed).toEqual(expect.arrayContaining(opened.map((arn) => arn.split('/').at(-1))))
        expect(wouldOpen(built, assertion, 'databricks')).toEqual(opened)
      }),
      { numRuns: runs(80) },
    )
  })
})

describe('attributes of the user', () => {
  const tagsOf = async (
    claims: Readonly<Record<string, readonly string[]>>,
  ): Promise<Record<string, readonly string[]>> => {
    const { attributes } = addressed(patchedAssertion(await hook.signIn(requestOf({ groups: READERS, claims }))))
    const tags = Object.entries(attributes).filter(([name]) => name.startsWith(`${AWS}PrincipalTag:`))
    return Object.fromEntries(tags.map(([name, values]) => [name.slice(`${AWS}PrincipalTag:`.length), values]))
  }

  it('become tags of the session, and stay when a role assumes a further one', async () => {
    const claims = { initials: ['ANNA'], 'urn:oid:2.5.4.11': ['Sjukdomar & Hälsa'.replace(' & ', ' ')] }
    expect(await tagsOf(claims)).toEqual({ GroupHash: ['.PSNf.'], initials: ['ANNA'], department: ['Sjukdomar Hälsa'] })
  })

  it('are left out where they have no value', async () => {
    expect(await tagsOf({ initials: [''], 'urn:oid:2.5.4.11': [] })).toEqual({ GroupHash: ['.PSNf.'] })
  })

  it.each([[['ANNA', 'ROOT']], [['A'.repeat(257)]], [['A;B']], [['<x>']]])(
    'are left out where they fit no tag: %j',
    async (initials) => {
      expect(await tagsOf({ initials })).toEqual({ GroupHash: ['.PSNf.'] })
      expect(hook.lines.at(-2)).toMatchObject({ event: 'attribute-left-out', fields: { attribute: 'initials' } })
    },
  )

  it('may be 49, and no more', async () => {
    const names = Array.from({ length: 50 }, (_, index) => `tag${index}`)
    const claims = Object.fromEntries(names.map((name) => [name, ['x']]))
    const outcome = async (count: number): Promise<string> => {
      const attributes = Object.fromEntries(names.slice(0, count).map((name) => [name, name]))
      const many = samlHook({ config: { ...config, attributes }, table: table.reader })
      return (await many.signIn(requestOf({ groups: READERS, claims }))).outcome
    }
    expect([await outcome(49), await outcome(50)]).toEqual(['patched', 'denied'])
  })
})

describe('a service with Lake Formation', () => {
  const databricks = { ...config.services.databricks!, lakeFormation: true }
  const withLake = { ...config, services: { ...config.services, databricks } }

  it('tells it the user and the groups that open roles', async () => {
    const lake = samlHook({ config: withLake, table: table.reader })
    const claims = { [`${LAKE}Groups`]: ['everybody'] }
    const request = requestOf({ groups: ['ADG-STATISTICS', ...READERS, 'ADG-EMPLOYEES', 'ADG-CANTEEN'], claims })
    const { attributes } = addressed(patchedAssertion(await lake.signIn(request)))
    expect(attributes[`${LAKE}Username`]).toEqual(['anna@novonordisk.com'])
    expect(attributes[`${LAKE}Groups`]).toEqual(['ADG-CLINICAL-ANALYSTS', 'ADG-STATISTICS'])
  })

  it('is not the rule', async () => {
    const { attributes } = addressed(patchedAssertion(await hook.signIn(requestOf({ groups: READERS }))))
    expect(Object.keys(attributes).filter((name) => name.startsWith(LAKE))).toEqual([])
  })
})

describe('the sample of Okta’s documentation', () => {
  it('is transformed with an application, a login and groups of the mesh put in, and keeps its other attributes', async () => {
    const request = documentedRequest()
    const { context, assertion } = request.data
    context.protocol.issuer.id = '0oa1databricks'
    context.user.profile.login = 'anna@novonordisk.com'
    const { claims = {} } = requestOf({ groups: READERS }).data.assertion
    request.data.assertion = { ...assertion, claims: { ...assertion.claims, ...claims } }
    const result = patchedAssertion(await hook.signIn(request))
    expect(result).toMatchObject(request.data.assertion)
    expect(Object.keys(result.claims ?? {}).length).toBe(5 + 6)
    const key = signingKey()
    const verified = await verifiedResponse(signedResponse(result, key), key, 'urn:example:sp')
    expect(verified).toEqual(addressed(result))
  })

  it('is denied as it is: it is of another application', async () => {
    expect(await hook.signIn(documentedRequest())).toMatchObject({ outcome: 'denied', tries: 1 })
  })
})
