import { liveKey } from '../../../core/model/table-keys'
import {
  absentEvent,
  LAB,
  memberRows,
  metadata,
  oidcEvent,
  putRow,
  samlEvent,
  startLab,
  WET,
  writesOf,
  type Lab,
} from './lab'

let lab: Lab
beforeEach(async () => {
  lab = await startLab()
})
afterEach(() => lab.close())

const SAML = `arn:aws:iam::${LAB}:saml-provider/acme-databricks`
const ISSUER = `arn:aws:iam::${LAB}:oidc-provider/login.example.com/oauth2/aus1`
const OTHER_ISSUER = `arn:aws:iam::${LAB}:oidc-provider/login.example.com/oauth2/aus2`

const index = async (): Promise<Record<string, unknown>> => (await lab.row(liveKey.index())) ?? {}

describe('a new service', () => {
  test('is pending while its provider, and then the roles, are written, and active when all is read back', async () => {
    const seen: string[] = []
    const worker = lab.worker({
      before: async (what) => {
        if (/^lab (?:Create|Update)/.test(what)) seen.push(`${what} ${(await lab.service())?.state}`)
      },
    })
    expect(await worker.follow(samlEvent(1))).toEqual([])
    expect(seen).toEqual([
      'lab CreateSAMLProviderCommand pending',
      'lab UpdateAssumeRolePolicyCommand pending',
      'lab UpdateAssumeRolePolicyCommand pending',
      'lab UpdateAssumeRolePolicyCommand pending',
    ])
    expect(await lab.service()).toMatchObject({ state: 'active', version: 1, environments: { lab: 'lab-1' } })
    const { account, saml, roles } = { account: lab.iam.account(LAB), ...lab.iam.account(LAB) }
    expect(saml.get(SAML)).toEqual({ metadata: metadata(), tags: { 'trustloom:mesh': 'acme' } })
    const trusting = [...roles].filter(([, { trust }]) => trust.includes(SAML)).map(([name]) => name)
    expect(trusting).toEqual(['acme-lab-owner', 'acme-lab-reader', 'acme-lab-share-partners'])
    expect(account.roles.get('acme-lab-home')?.trust).not.toContain(SAML)
  })

  test('is found by its application, written down, and marked in the partition of its environment', async () => {
    await lab.follow(samlEvent(7))
    expect(await index()).toMatchObject({ 'application#0oa1databricks': 'databricks' })
    expect(await lab.row(liveKey.serviceHistory('databricks', 7))).toMatchObject({
      state: 'present',
      by: 'mona@example.com',
      reason: 'CR-4711',
      at: '2026-11-22T10:00:00Z',
      environments: ['lab'],
    })
    const { definition } = (await lab.service()) ?? {}
    expect(await lab.row(liveKey.serviceIn('lab', 'databricks'))).toMatchObject({
      service: 'databricks',
      version: 7,
      revision: 'lab-1',
      trusted: true,
      definition,
    })
  })

  test('of OpenID Connect has a provider of its issuer, and is found by its clients', async () => {
    await lab.follow(oidcEvent(1, { clientIds: ['b', 'a'] }))
    expect(lab.iam.account(LAB).oidc.get(OTHER_ISSUER)).toEqual({
      url: 'https://login.example.com/oauth2/aus2',
      clientIds: ['a', 'b'],
      tags: { 'trustloom:mesh': 'acme' },
    })
    const found = Object.keys(await index()).filter((each) => each.startsWith('client#'))
    expect(found.sort()).toEqual(['a', 'b'].map((id) => `client#https://login.example.com/oauth2/aus2#${id}`))
  })

  test('on the issuer of a declared one shares its provider, and gives back its client ids', async () => {
    await lab.follow(oidcEvent(1, { issuer: 'https://login.example.com/oauth2/aus1' }))
    expect(lab.iam.account(LAB).oidc.get(ISSUER)?.clientIds).toEqual(['notebooks', 'studio'])
    await lab.follow(absentEvent(2, 'studio'))
    expect(lab.iam.account(LAB).oidc.get(ISSUER)?.clientIds).toEqual(['notebooks'])
  })

  test('that comes again changes nothing', async () => {
    await lab.follow(samlEvent(1))
    const rows = JSON.stringify([await lab.service(), await index()])
    const before = writesOf(lab)
    await lab.follow(samlEvent(1), samlEvent(1, { at: '2026-12-01T10:00:00Z' }))
    await lab.look('lab')
    await lab.look()
    expect(writesOf(lab)).toEqual(before)
    expect(JSON.stringify([await lab.service(), await index()])).toBe(rows)
  })

  test('with the version of another content is refused', async () => {
    await lab.follow(samlEvent(1))
    await lab.follow(samlEvent(1, { metadata: metadata('other') }))
    expect(lab.logged.at(-1)).toMatchObject({ event: 'refused-event', fields: { code: 'other-content' } })
    expect(lab.iam.account(LAB).saml.get(SAML)?.metadata).toBe(metadata())
  })
})

describe('a changed service', () => {
  beforeEach(() => lab.follow(samlEvent(1)))

  test('has its new metadata, and no trust policy is written', async () => {
    const before = writesOf(lab)
    await lab.follow(samlEvent(2, { metadata: metadata('renewed') }))
    expect(lab.iam.account(LAB).saml.get(SAML)?.metadata).toBe(metadata('renewed'))
    expect(writesOf(lab).slice(before.length)).toEqual([`UpdateSAMLProvider ${SAML}`])
    expect(await lab.service()).toMatchObject({ state: 'active', version: 2 })
  })

  test('leaves an environment that it no longer names as if it were removed', async () => {
    await lab.follow(samlEvent(2, { environments: ['wet'] }))
    const there = (account: string): boolean =>
      lab.iam.account(account).saml.size > 0 || lab.trust('acme-lab-reader', account).includes('databricks')
    expect([there(LAB), there(WET)]).toEqual([false, true])
    expect(await lab.row(liveKey.serviceIn('lab', 'databricks'))).toMatchObject({ trusted: false, revision: '' })
    expect(await lab.service()).toMatchObject({ environments: { wet: 'wet-1' } })
  })

  test('is found by its new application only', async () => {
    await lab.follow(samlEvent(2, { application: '0oa2' }))
    const { 'application#0oa2': now, 'application#0oa1databricks': before } = await index()
    expect([now, before]).toEqual(['databricks', undefined])
  })

  test('does not go back to an older version', async () => {
    await lab.follow(samlEvent(3, { metadata: metadata('renewed') }), samlEvent(2, { metadata: metadata('old') }))
    expect(lab.iam.account(LAB).saml.get(SAML)?.metadata).toBe(metadata('renewed'))
    expect(lab.logged.at(-1)).toMatchObject({ event: 'stale', fields: { version: 2, known: 3 } })
  })
})

test('many clients come and go, more than one write of the index takes', async () => {
  const ids = (from: number): string[] => Array.from({ length: 45 }, (_, each) => `client-${from + each}`)
  await lab.close()
  // They have no room in a trust policy of 2,048 characters.
  lab = await startLab({ iam: { trustLimit: 8192 } })
  await lab.apply('lab', 'lab-1', { trustLimit: 8192 })
  await lab.follow(oidcEvent(1, { clientIds: ids(0) }), oidcEvent(2, { clientIds: ids(40) }))
  const claimed = Object.keys(await index()).filter((each) => each.startsWith('client#'))
  expect(claimed.map((each) => each.split('#')[2]).sort()).toEqual(ids(40).sort())
  expect(lab.iam.account(LAB).oidc.get(OTHER_ISSUER)?.clientIds.toSorted()).toEqual(ids(40).sort())
})

describe('a service that goes', () => {
  beforeEach(() => lab.follow(samlEvent(1)))

  test('is trusted by no role before its provider is deleted, and then removed', async () => {
    const before = writesOf(lab).length
    await lab.follow(absentEvent(2))
    expect(writesOf(lab).slice(before)).toEqual([
      'UpdateAssumeRolePolicy acme-lab-owner',
      'UpdateAssumeRolePolicy acme-lab-reader',
      'UpdateAssumeRolePolicy acme-lab-share-partners',
      `DeleteSAMLProvider ${SAML}`,
    ])
    expect(await lab.service()).toMatchObject({ state: 'removed', version: 2, environments: {} })
    expect((await index())['application#0oa1databricks']).toBeUndefined()
    expect(await lab.row(liveKey.serviceIn('lab', 'databricks'))).toMatchObject({ trusted: false, revision: '' })
  })

  test('never comes back under its name', async () => {
    await lab.follow(absentEvent(2), samlEvent(3))
    expect(lab.logged.at(-1)).toMatchObject({ event: 'refused-event', fields: { code: 'removed-name' } })
    expect(lab.iam.account(LAB).saml.size).toBe(0)
    expect(await lab.service()).toMatchObject({ state: 'removed', version: 2 })
  })

  test('goes, too, when the event that says so comes after a newer one', async () => {
    await lab.follow(samlEvent(5), absentEvent(3))
    expect(await lab.service()).toMatchObject({ state: 'removed', version: 5 })
    expect(lab.iam.account(LAB).saml.size).toBe(0)
  })

  test('leaves a provider that another service uses', async () => {
    await lab.follow(oidcEvent(1), oidcEvent(1, { service: 'lab-studio', clientIds: ['lab-studio'] }))
    await lab.follow(absentEvent(2, 'studio'))
    expect(lab.iam.account(LAB).oidc.get(OTHER_ISSUER)?.clientIds).toEqual(['lab-studio'])
    await lab.follow(absentEvent(2, 'lab-studio'))
    expect(lab.iam.account(LAB).oidc.has(OTHER_ISSUER)).toBe(false)
  })

  test('that never was there is remembered', async () => {
    await lab.follow(absentEvent(2, 'studio'), oidcEvent(1))
    expect(await lab.service('studio')).toMatchObject({ state: 'removed', version: 2 })
    expect(lab.iam.account(LAB).oidc.has(OTHER_ISSUER)).toBe(false)
  })
})

describe('groups of run time', () => {
  const opened = (role: string, code: string): boolean => lab.trust(role).includes(`*.${code}.*`)

  test('are in the roles that their rows name, and no others', async () => {
    for (const row of memberRows('lab', 'ADG-NEW', 'zAAA', ['acme-lab-reader', 'acme-lab-home'])) await putRow(lab, row)
    await lab.look('lab')
    const roles = [...lab.iam.account(LAB).roles.keys()].filter((each) => opened(each, 'zAAA'))
    expect(roles).toEqual(['acme-lab-home', 'acme-lab-reader'])
  })

  test('are not in the role of a share, whatever a row says', async () => {
    for (const row of memberRows('lab', 'ADG-NEW', 'zAAA', ['acme-lab-share-partners'])) await putRow(lab, row)
    await lab.look('lab')
    expect(opened('acme-lab-share-partners', 'zAAA')).toBe(false)
  })

  test('are out of the roles when their row is gone', async () => {
    for (const row of memberRows('lab', 'ADG-NEW', 'zAAA', ['acme-lab-reader'])) await putRow(lab, row)
    await lab.look('lab')
    for (const row of memberRows('lab', 'ADG-NEW', 'zAAA', [], { version: 2, gone: true })) await putRow(lab, row)
    await lab.look('lab')
    expect(opened('acme-lab-reader', 'zAAA')).toBe(false)
  })

  test('with a code that is none are left out, and told', async () => {
    for (const row of memberRows('lab', 'ADG-NEW', '*', ['acme-lab-reader'])) await putRow(lab, row)
    await lab.look('lab')
    expect(lab.trust('acme-lab-reader')).not.toContain('*.*.*')
    expect(lab.logged).toContainEqual({ event: 'failed', fields: expect.objectContaining({ cause: 'row' }) })
  })
})
