import { liveKey } from '../../../core/model/table-keys'
import { differences } from './differences'
import {
  absentEvent,
  applied,
  declare,
  LAB,
  memberRows,
  metadata,
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

const trusts = (role = 'acme-lab-reader', account = LAB): boolean =>
  lab.trust(role, account).includes('saml-provider/acme-databricks')
const providers = (account = LAB): number => lab.iam.account(account).saml.size
const streamed = async (...environments: string[]): Promise<void> =>
  expect(await lab.worker().handle(applied(...environments))).toEqual({ batchItemFailures: [] })

/** The first row that Terraform writes of an apply; the last, META, says that it is done. */
const begin = (environment: string, revision: string): Promise<unknown> =>
  putRow(lab, rowOf(lab.built, environment, revision))

describe('an apply that does not know a service of run time', () => {
  beforeEach(async () => {
    await lab.follow(samlEvent(1))
    for (const row of memberRows('lab', 'ADG-NEW', 'zAAA', ['acme-lab-reader'])) await putRow(lab, row)
    await lab.look('lab')
  })

  test('ends it: provider, claims and rows go, and the name is not used again', async () => {
    await lab.apply('lab', 'lab-2')
    await streamed('lab')
    expect([trusts(), providers()]).toEqual([false, 0])
    expect(await lab.service()).toMatchObject({ state: 'removed', environments: {} })
    expect((await lab.row(liveKey.index()))?.['application#0oa1databricks']).toBeUndefined()
    expect(await lab.row(liveKey.serviceIn('lab', 'databricks'))).toMatchObject({ trusted: false, revision: '' })
    await lab.follow(samlEvent(2))
    expect(lab.logged.at(-1)).toMatchObject({ fields: { code: 'removed-name' } })
  })

  test('ends the groups of run time: both of their rows go', async () => {
    await lab.apply('lab', 'lab-2')
    await streamed('lab')
    expect(lab.trust('acme-lab-reader')).not.toContain('zAAA')
    const keys = [liveKey.member('lab', 'trials', 'ADG-NEW'), liveKey.group('ADG-NEW', 'lab', 'trials')]
    expect(await Promise.all(keys.map((key) => lab.row(key)))).toEqual([undefined, undefined])
  })

  test('leaves a row alone that an event has written on the new revision', async () => {
    await lab.apply('lab', 'lab-2')
    const fresh = memberRows('lab', 'ADG-NEW', 'zAAA', ['acme-lab-reader'], { version: 2, revision: 'lab-2' })
    const group = fresh[1] ?? {}
    // The member's row is still the old one: only that is over.
    await putRow(lab, group)
    await streamed('lab')
    expect(await lab.row(liveKey.group('ADG-NEW', 'lab', 'trials'))).toEqual(group)
    expect(await lab.row(liveKey.member('lab', 'trials', 'ADG-NEW'))).toBeUndefined()
  })

  test('does not end it in another environment', async () => {
    await lab.follow(samlEvent(2, { environments: ['lab', 'wet'] }))
    await lab.apply('lab', 'lab-2')
    await streamed('lab')
    expect([trusts(), providers()]).toEqual([false, 0])
    expect([trusts('acme-wet-reader', WET), providers(WET)]).toEqual([true, 1])
    expect(await lab.service()).toMatchObject({ state: 'active', environments: { wet: 'wet-1' } })
  })
})

describe('an apply that has taken a service in', () => {
  beforeEach(async () => {
    await lab.follow(samlEvent(1, { environments: ['lab', 'wet'] }))
    declare(lab.config, 'databricks')
  })

  /** Terraform renders it, and has taken the provider over. */
  const take = async (environment: string, account: string): Promise<void> => {
    const trust = lab.trust(`acme-${environment}-reader`, account)
    const provider = `arn:aws:iam::${account}:saml-provider/acme-databricks`
    const access = {
      name: 'databricks',
      protocol: 'saml' as const,
      provider,
      audience: 'https://signin.aws.amazon.com/saml',
    }
    const { services, roles } = rowOf(lab.built, environment)
    await lab.apply(environment, `${environment}-2`, {
      services: [...services, access],
      roles: roles.map((each) =>
        each.kind === 'home' ? each : { ...each, services: ['databricks', ...each.services] },
      ),
    })
    lab.iam.account(account).addRole(`acme-${environment}-reader`, '/acme/', trust)
    await streamed(environment)
  }

  test('ends its row once every environment has it; providers and trust stay', async () => {
    const before = lab.trust('acme-lab-reader')
    await take('lab', LAB)
    expect(await lab.service()).toMatchObject({ state: 'active', environments: { wet: 'wet-1' } })
    await take('wet', WET)
    expect(await lab.service()).toBeUndefined()
    expect([lab.trust('acme-lab-reader'), providers(), providers(WET)]).toEqual([before, 1, 1])
    expect((await lab.row(liveKey.index()))?.['application#0oa1databricks']).toBeUndefined()
  })

  test('is the one who says what the provider is', async () => {
    const arn = `arn:aws:iam::${LAB}:saml-provider/acme-databricks`
    const access = {
      name: 'databricks',
      protocol: 'saml' as const,
      provider: arn,
      audience: 'https://signin.aws.amazon.com/saml',
    }
    const trust = rowOf(lab.built, 'lab', 'lab-1')
    await putRow(lab, { ...trust, services: [...trust.services, access] })
    const renewed = { metadata: metadata('renewed'), tags: { 'trustloom:mesh': 'acme', 'trustloom:stack': 'lab' } }
    lab.iam.account(LAB).saml.set(arn, renewed)
    await lab.look('lab')
    expect(lab.iam.account(LAB).saml.get(arn)).toEqual(renewed)
  })

  test('makes every further event about it refused', async () => {
    await take('lab', LAB)
    await lab.follow(absentEvent(2))
    expect(lab.logged.at(-1)).toMatchObject({ event: 'refused-event', fields: { code: 'declared-name' } })
    expect([trusts('acme-wet-reader', WET), providers()]).toEqual([true, 1])
  })

  test('leaves a provider that Terraform has tagged, whatever the rows say', async () => {
    const found = lab.iam.account(LAB).saml
    for (const [arn, each] of found) found.set(arn, { ...each, tags: { ...each.tags, 'trustloom:stack': 'lab' } })
    await lab.apply('lab', 'lab-2')
    await streamed('lab')
    expect(providers()).toBe(1)
  })
})

describe('while an environment is being applied', () => {
  test('an event waits: nothing is entered, and nothing written', async () => {
    await begin('lab', 'lab-2')
    expect(await lab.worker().follow(samlEvent(1))).toEqual(['m0'])
    expect(lab.logged.at(-1)).toMatchObject({ event: 'postponed', fields: { why: 'lab is being applied' } })
    expect([await lab.service(), writesOf(lab)]).toEqual([undefined, []])
    await lab.apply('lab', 'lab-2')
    await lab.follow(samlEvent(1))
    expect(await lab.service()).toMatchObject({ state: 'active', environments: { lab: 'lab-2' } })
  })

  test('a service that goes waits, too, and then is gone', async () => {
    await lab.follow(samlEvent(1))
    await begin('lab', 'lab-2')
    expect(await lab.worker().follow(absentEvent(2))).toEqual(['m0'])
    expect(await lab.service()).toMatchObject({ state: 'removing' })
    await lab.apply('lab', 'lab-2')
    await streamed('lab')
    expect([await lab.service(), providers()]).toEqual([expect.objectContaining({ state: 'removed' }), 0])
  })

  test('groups wait', async () => {
    for (const row of memberRows('lab', 'ADG-NEW', 'zAAA', ['acme-lab-reader'])) await putRow(lab, row)
    await begin('lab', 'lab-2')
    await lab.look('lab')
    expect(writesOf(lab)).toEqual([])
  })

  test('an environment without any row is none yet', async () => {
    const { account = '', region = '' } = lab.config.environments.wet ?? {}
    const config = { ...lab.config, environments: { ...lab.config.environments, dry: { account, region } } }
    await lab.worker({ config }).follow(samlEvent(1, { environments: ['dry'] }))
    expect(lab.logged.at(-1)).toMatchObject({ fields: { code: 'unknown-environment' } })
  })
})

describe('Terraform comes in between', () => {
  /** Acts once, before the hook's next request of the kind. */
  const meanwhile = (what: RegExp, act: () => Promise<unknown>): ReturnType<Lab['worker']> => {
    let done = false
    return lab.worker({
      before: async (request) => {
        if (done || !what.test(request)) return
        done = true
        await act()
      },
    })
  }

  test('a whole apply wins over what the hook was about to write', async () => {
    const worker = meanwhile(/lab UpdateAssumeRolePolicy/, () => lab.apply('lab', 'lab-2'))
    await worker.follow(samlEvent(1))
    await streamed('lab')
    expect([trusts(), providers()]).toEqual([false, 0])
    expect(await lab.service()).toMatchObject({ state: 'refused', refusal: 'ended' })
  })

  test('what never was active may come again, but not as the same version', async () => {
    await meanwhile(/lab UpdateAssumeRolePolicy/, () => lab.apply('lab', 'lab-2')).follow(samlEvent(1))
    await streamed('lab')
    await lab.follow(samlEvent(1))
    expect([trusts(), providers()]).toEqual([false, 0])
    await lab.follow(samlEvent(2))
    expect([trusts(), await lab.service()]).toEqual([true, expect.objectContaining({ state: 'active', version: 2 })])
  })

  test('half an apply: the event fails, and the rest of the apply decides', async () => {
    const worker = meanwhile(/lab UpdateAssumeRolePolicy/, () => begin('lab', 'lab-2'))
    expect(await worker.follow(samlEvent(1))).toEqual(['m0'])
    expect(await lab.service()).toMatchObject({ state: 'pending' })
    await lab.apply('lab', 'lab-2')
    await streamed('lab')
    expect([trusts(), providers()]).toEqual([false, 0])
  })

  test('half an apply while groups are written: the message comes again', async () => {
    for (const row of memberRows('lab', 'ADG-NEW', 'zAAA', ['acme-lab-reader'])) await putRow(lab, row)
    const worker = meanwhile(/lab UpdateAssumeRolePolicy/, () => begin('lab', 'lab-2'))
    const look = JSON.stringify({ schemaVersion: 1, type: 'environment', environment: 'lab' })
    expect(await worker.send(look)).toEqual(['m0'])
    await lab.apply('lab', 'lab-2')
    expect(await worker.send(look)).toEqual([])
    expect(lab.trust('acme-lab-reader')).not.toContain('zAAA')
  })

  test('an event on the new revision, while what was made on the old one is taken away: it stays', async () => {
    await lab.follow(samlEvent(1))
    await lab.apply('lab', 'lab-2')
    const worker = meanwhile(/lab DeleteSAMLProvider/, () => lab.follow(samlEvent(2)))
    expect(await worker.handle(applied('lab'))).toEqual({ batchItemFailures: [] })
    expect(await lab.service()).toMatchObject({ state: 'active', version: 2, environments: { lab: 'lab-2' } })
    expect(await differences(lab)).toEqual([])
  })

  test('other groups in the files while the hook writes: they are in the end', async () => {
    const { roles } = rowOf(lab.built, 'lab')
    const more = roles.map((each) => ({ ...each, codes: [...each.codes, 'Zz9Z'].sort() }))
    const worker = meanwhile(/lab UpdateAssumeRolePolicy/, () => lab.apply('lab', 'lab-2', { roles: more }))
    await worker.follow(samlEvent(1))
    await streamed('lab')
    expect(lab.trust('acme-lab-reader')).toContain('*.Zz9Z.*')
  })

  test('a saved plan that is older than an event is put right in the night', async () => {
    await lab.follow(samlEvent(1))
    lab.applyTrusts('lab')
    expect(trusts()).toBe(false)
    await lab.look()
    expect(trusts()).toBe(true)
  })

  test('a provider that somebody deleted by hand is made again', async () => {
    await lab.follow(samlEvent(1))
    lab.iam.account(LAB).saml.clear()
    await lab.look()
    expect(providers()).toBe(1)
  })
})

describe('a row TRUST that somebody else wrote', () => {
  const wrong: Record<string, object> = {
    'of another account': { account: WET },
    'of another mesh': { mesh: 'other' },
    'with a role outside the mesh': { roles: [role({ arn: `arn:aws:iam::${LAB}:role/admin` })] },
    'with a role of another path': { roles: [role({ arn: `arn:aws:iam::${LAB}:role/acme-sync/acme-lab-reader` })] },
    'with a code that is a wildcard': { roles: [role({ codes: ['*'] })] },
    'with a source identity of anybody': { sourceIdentity: '*' },
  }
  function role(changed: object): object {
    const arn = `arn:aws:iam::${LAB}:role/acme/acme-lab-reader`
    const base = { name: 'acme-lab-reader', arn, kind: 'persona', persona: 'reader', sessionHours: 1 }
    return { ...base, codes: ['AAAA'], services: ['notebooks'], ...changed }
  }

  test.each(Object.entries(wrong))('%s is not followed', async (_, changed) => {
    await putRow(lab, { ...rowOf(lab.built, 'lab', 'lab-1'), ...changed })
    expect(await lab.worker().follow(samlEvent(1))).toEqual(['m0'])
    expect([lab.logged.at(-1)?.event, writesOf(lab)]).toEqual(['failed', []])
  })

  test('a role of the same name that lies elsewhere is not written', async () => {
    lab.iam.account(LAB).addRole('acme-lab-reader', '/', lab.trust('acme-lab-reader'))
    expect(await lab.worker().follow(samlEvent(1))).toEqual(['m0'])
    expect(trusts()).toBe(false)
  })
})
