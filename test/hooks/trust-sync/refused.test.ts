import { declaredKey, liveKey } from '../../../core/model/table-keys'
import { readEntitlements, type Entitlements } from '../../../hooks/lib/entitlements'
import { IamFault } from '../../support/iam'
import {
  absentEvent,
  LAB,
  logInto,
  memberRows,
  metadata,
  oidcEvent,
  putRow,
  rowOf,
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

const ISSUER = 'https://login.example.com/oauth2/aus1'
const refusals = (): unknown[] =>
  lab.logged.filter(({ event }) => event === 'refused-event').map(({ fields }) => fields.code)

describe('refused, for good and without a trace in any account', () => {
  const events = {
    'unknown-environment': samlEvent(1, { environments: ['lab', 'nowhere'] }),
    'application-taken': oidcEvent(1, { issuer: ISSUER, clientIds: ['mine', 'notebooks'] }),
    'bad-metadata': samlEvent(1, { metadata: metadata().replace(/IDPSSODescriptor/g, 'SPSSODescriptor') }),
    'trust-too-long': oidcEvent(1, { clientIds: Array.from({ length: 60 }, (_, id) => `a-long-client-id-${id}`) }),
  }
  test.each(Object.entries(events))('%s', async (code, event) => {
    await lab.follow(event)
    expect(refusals()).toEqual([code])
    expect(writesOf(lab)).toEqual([])
    expect(await lab.service(event.service)).toMatchObject({ state: 'refused', refusal: code, environments: {} })
    expect(await lab.row(liveKey.serviceHistory(event.service, 1))).toMatchObject({ refusal: code })
    expect(await lab.row(liveKey.index())).toBeUndefined()
  })

  test('no name because a row says that the files declare it: only the mesh itself does', async () => {
    await putRow(lab, { ...declaredKey.service('databricks'), protocol: 'saml' })
    await lab.follow(samlEvent(1))
    expect([refusals(), (await lab.service())?.state]).toEqual([[], 'active'])
  })

  test('too many client ids of one issuer', async () => {
    await lab.close()
    lab = await startLab({ iam: { trustLimit: 8192 } })
    await lab.apply('lab', 'lab-1', { trustLimit: 8192 })
    await lab.follow(oidcEvent(1, { issuer: ISSUER, clientIds: Array.from({ length: 100 }, (_, id) => `c${id}`) }))
    expect([refusals(), writesOf(lab)]).toEqual([['too-many-clients'], []])
  })
})

test('trust that would be too long is told to the alarm', async () => {
  await lab.follow(oidcEvent(1, { clientIds: Array.from({ length: 60 }, (_, id) => `a-long-client-id-${id}`) }))
  expect(lab.logged.map((each) => each.event)).toContain('trust-too-long')
})

describe('a version that could never be followed by another', () => {
  const last = Number.MAX_SAFE_INTEGER

  test('is refused, and a later event counts', async () => {
    await lab.follow(samlEvent(last), absentEvent(last))
    expect(refusals()).toEqual(['version-ahead', 'version-ahead'])
    expect(await lab.service()).toBeUndefined()
    await lab.follow(samlEvent(1))
    expect(await lab.service()).toMatchObject({ version: 1, state: 'active' })
  })

  test('is no version of microseconds', async () => {
    await lab.follow(samlEvent(Date.parse('2026-11-22T10:00:00Z') * 1_000))
    expect(refusals()).toEqual([])
    expect(await lab.service()).toMatchObject({ state: 'active' })
  })

  test('is told where a row has it', async () => {
    await lab.follow(samlEvent(1))
    await putRow(lab, { ...(await lab.service()), version: last })
    expect(await lab.worker().follow(samlEvent(2))).toEqual(['m0'])
    expect(lab.logged.at(-1)).toMatchObject({
      event: 'failed',
      fields: { cause: 'row', ...liveKey.service('databricks') },
    })
  })
})

describe('an application or client', () => {
  test('is that of the service which has claimed it first', async () => {
    await lab.follow(samlEvent(1), samlEvent(1, { service: 'tableau' }))
    expect(refusals()).toEqual(['application-taken'])
    expect(lab.iam.account(LAB).saml.size).toBe(1)
  })

  test('is free again when that service has another, or is gone', async () => {
    await lab.follow(samlEvent(1), samlEvent(2, { application: '0oa2' }), samlEvent(1, { service: 'tableau' }))
    await lab.follow(absentEvent(3), samlEvent(1, { service: 'superset', application: '0oa2' }))
    expect(refusals()).toEqual([])
    expect([...lab.iam.account(LAB).saml.keys()].map((arn) => arn.split('/')[1])).toEqual([
      'acme-tableau',
      'acme-superset',
    ])
  })

  test('that two events claim at the same time, one of them has; of the other nothing stays', async () => {
    // Both find it free; the second enters its claim when the first has.
    let other = false
    const worker = lab.worker({
      before: async (what) => {
        if (other || !what.startsWith('table Update')) return
        other = true
        await lab.follow(samlEvent(1, { service: 'tableau' }))
      },
    })
    await worker.follow(samlEvent(1))
    expect(refusals()).toEqual(['application-taken'])
    expect(await lab.service()).toMatchObject({ state: 'refused', refusal: 'application-taken' })
    expect([...lab.iam.account(LAB).saml.keys()]).toEqual([`arn:aws:iam::${LAB}:saml-provider/acme-tableau`])
  })
})

describe('a declared service', () => {
  test('signs people in as before, whatever events said of its name', async () => {
    await lab.follow(absentEvent(1, 'later'), absentEvent(1, 'notebooks'), oidcEvent(2, { service: 'notebooks' }))
    expect(refusals()).toEqual(['declared-name', 'declared-name'])
    const log = logInto(lab.logged)
    const { later: _, ...services } = lab.config.services
    const config = { ...lab.config, services: { ...services, later: services.notebooks! } }
    const read = (service: string): Promise<Entitlements> =>
      readEntitlements({ config, table: lab.table.reader, log }, service, ['READERS'])
    expect((await read('notebooks')).service).toBeUndefined()
    // The name of a service that was taken away before it came, and which the files declare by now.
    expect((await read('later')).service).toBeUndefined()
  })
})

describe('a service that is there', () => {
  beforeEach(() => lab.follow(samlEvent(1)))

  test('stays as it is when its next version is refused', async () => {
    const before = [await lab.service(), lab.trust('acme-lab-reader')]
    await lab.follow(samlEvent(2, { metadata: 'x'.repeat(1_000) }), samlEvent(3, { environments: ['nowhere'] }))
    expect(refusals()).toEqual(['bad-metadata', 'unknown-environment'])
    expect([await lab.service(), lab.trust('acme-lab-reader')]).toEqual(before)
    await lab.follow(samlEvent(1, { service: 'tableau', application: '0oa2' }), samlEvent(4, { application: '0oa2' }))
    expect(refusals().slice(2)).toEqual(['application-taken'])
    expect([await lab.service(), lab.trust('acme-lab-reader').includes('acme-databricks')]).toEqual([before[0], true])
    await lab.follow(samlEvent(5, { metadata: metadata('renewed') }))
    expect(await lab.service()).toMatchObject({ state: 'active', version: 5 })
  })

  test('a refused version does not stand in the way of an older one that comes late', async () => {
    await lab.follow(oidcEvent(2, { environments: ['nowhere'] }), oidcEvent(1))
    expect(await lab.service('studio')).toMatchObject({ state: 'active', version: 1 })
  })
})

describe('what an account does not take', () => {
  test('no room for one more provider: refused, and taken out of the account where there was room', async () => {
    await lab.close()
    lab = await startLab({ iam: { providers: 1 } })
    await lab.follow(samlEvent(1, { service: 'tableau', application: '0oa2', environments: ['wet'] }))
    await lab.follow(samlEvent(1, { environments: ['lab', 'wet'] }))
    expect(refusals()).toEqual(['too-many-providers'])
    expect(await lab.service()).toMatchObject({ state: 'refused', refusal: 'too-many-providers' })
    expect(lab.iam.account(LAB).saml.size).toBe(0)
    expect(lab.trust('acme-lab-reader')).not.toContain('databricks')
  })

  test("somebody else's provider of the issuer: nothing of it is touched", async () => {
    const arn = `arn:aws:iam::${LAB}:oidc-provider/login.example.com/oauth2/aus2`
    const theirs = { url: 'https://login.example.com/oauth2/aus2', clientIds: ['theirs'], tags: {} }
    lab.iam.account(LAB).oidc.set(arn, theirs)
    await lab.follow(oidcEvent(1), absentEvent(2, 'studio'))
    expect(refusals()).toEqual(['foreign-provider'])
    expect(lab.iam.account(LAB).oidc.get(arn)).toEqual({ ...theirs, clientIds: ['theirs'] })
    expect(lab.trust('acme-lab-reader')).not.toContain('aus2')
  })

  test("somebody else's provider with a name of the mesh: nothing of it is touched", async () => {
    const arn = `arn:aws:iam::${LAB}:saml-provider/acme-databricks`
    const theirs = { metadata: '<theirs/>', tags: { owner: 'corporate-it' } }
    lab.iam.account(LAB).saml.set(arn, theirs)
    await lab.follow(samlEvent(1, { environments: ['lab'] }), absentEvent(2))
    expect(refusals()).toEqual(['foreign-provider'])
    expect(lab.iam.account(LAB).saml.get(arn)).toEqual(theirs)
    expect(lab.trust('acme-lab-reader')).not.toContain('databricks')
  })

  test('metadata that only IAM finds fault with', async () => {
    await lab.close()
    lab = await startLab({
      iam: {
        before: ({ action }) => {
          if (action === 'CreateSAMLProvider') throw new IamFault('InvalidInput', 400)
        },
      },
    })
    await lab.follow(samlEvent(1))
    expect(refusals()).toEqual(['bad-metadata'])
    expect(await lab.service()).toMatchObject({ state: 'refused' })
  })
})

describe('a role without room', () => {
  test('keeps what it has and loses what is taken away; what is new stays out and is told', async () => {
    await lab.follow(samlEvent(1), oidcEvent(1))
    for (const [group, code] of [
      ['ADG-A', 'zAAA'],
      ['ADG-B', 'zBBB'],
    ] as const)
      for (const row of memberRows('lab', group, code, ['acme-lab-reader'])) await putRow(lab, row)
    await lab.look('lab')
    const size = lab.trust('acme-lab-reader').length
    const trust = rowOf(lab.built, 'lab', 'lab-1')
    await putRow(lab, { ...trust, trustLimit: size })
    for (const row of memberRows('lab', 'ADG-A', 'zAAA', [], { gone: true, version: 2 })) await putRow(lab, row)
    for (const [group, code] of [
      ['ADG-C', 'zCCC'],
      ['ADG-D', 'zDDD'],
    ] as const)
      for (const row of memberRows('lab', group, code, ['acme-lab-reader'])) await putRow(lab, row)
    await lab.look('lab')
    const codes = ['zAAA', 'zBBB', 'zCCC', 'zDDD'].filter((code) => lab.trust('acme-lab-reader').includes(code))
    expect(codes).toEqual(['zBBB'])
    for (const service of ['saml-provider/acme-databricks', '"studio"'])
      expect(lab.trust('acme-lab-reader')).toContain(service)
    expect(lab.logged.at(-1)).toEqual({
      event: 'trust-too-long',
      fields: expect.objectContaining({ role: 'acme-lab-reader', codes: ['zCCC', 'zDDD'] }),
    })
  })

  test('in an account that has less room than the files say is treated the same', async () => {
    await lab.close()
    const size = 1_000
    lab = await startLab({ iam: { trustLimit: size } })
    await lab.follow(samlEvent(1, { environments: ['wet'] }))
    expect(refusals()).toEqual(['trust-too-long'])
    expect(await lab.service()).toMatchObject({ state: 'refused' })
    expect(lab.trust('acme-wet-reader', WET)).not.toContain('databricks')
    expect(lab.iam.account(WET).saml.size).toBe(0)
  })
})
