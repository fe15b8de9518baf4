import { killed } from './killed'
import { applied, body, event, NOW } from './lab'
import { world, type World } from './world'

const READERS = ['GROUP#READERS', 'LIVE#lab#trials'] as const
const apply = (at: World, revision: string): Promise<void> => at.table.put(applied('lab', revision))
const gate = (at: World) => at.row('DATASET#lab#trials', 'LIVE')

describe('while an apply is running', () => {
  test.each([
    ['the revision is another one', { PK: 'ENV#lab', SK: 'META', revision: 'r2' }],
    ['the trust is another one', applied('lab', 'r2')[1] ?? {}],
  ])('an event waits: %s', async (_, row) => {
    const at = await world({ rows: [row] })
    const before = await at.table.rows()
    expect((await at.deliver(body(event()))).batchItemFailures).toEqual([{ itemIdentifier: 'm0' }])
    expect(await at.table.rows()).toEqual(before)
    expect(at.lines).toMatchObject([{ level: 'info', event: 'postponed', fields: { why: 'lab is being applied' } }])
    await apply(at, 'r2')
    await at.deliver(body(event()))
    expect(await at.row(...READERS)).toMatchObject({ revision: 'r2' })
  })

  test('an event of an environment that was never applied waits, too', async () => {
    const environments = { new: { account: '333333333333', region: 'eu-central-1' } }
    const at = await world({ config: { environments } })
    expect((await at.deliver(body(event({ environment: 'new' })))).batchItemFailures).toHaveLength(1)
    expect(at.lines[0]?.fields.why).toBe('new is not applied yet')
  })
})

describe('after an apply', () => {
  test('a replay does not bring back what it opened before', async () => {
    const at = await world()
    await at.deliver(body(event()))
    await apply(at, 'r2')
    const before = await at.table.rows()
    await at.deliver(body(event()))
    expect(await at.table.rows()).toEqual(before)
    expect(await at.row(...READERS)).toMatchObject({ revision: 'r1' })
  })

  test.each([0, 1, 2, 3, 4])('nor what a run opened that was killed after %i writes', async (writes) => {
    const kill = killed({ after: writes })
    const at = await world({ wrap: kill.wrap })
    await at.deliver(body(event()))
    const begun = (await gate(at)) !== undefined
    kill.revive()
    await apply(at, 'r2')
    await at.deliver(body(event()))
    const row = await at.row(...READERS)
    if (begun) expect(row).toMatchObject({ version: 1, revision: 'r1', gone: true, roles: [] })
    else expect(row).toMatchObject({ version: 1, revision: 'r2', roles: [{ persona: 'live' }] })
    expect(await gate(at)).toMatchObject({ version: 1, pending: false })
  })

  test('not even when the files go back to what they were', async () => {
    const kill = killed({ after: 1 })
    const at = await world({ wrap: kill.wrap })
    await at.deliver(body(event()))
    kill.revive()
    await apply(at, 'r2')
    await at.deliver(body(event()))
    await apply(at, 'r1')
    await at.deliver(body(event()))
    expect(await at.row(...READERS)).toMatchObject({ gone: true })
    expect(at.lines.slice(-2).map((each) => [each.level, each.event, each.fields.step])).toEqual([
      ['warn', 'stale', 'ended'],
      ['info', 'stale', 'done'],
    ])
  })

  test('a new version opens what it says', async () => {
    const at = await world()
    await at.deliver(body(event()))
    await apply(at, 'r2')
    await at.deliver(body(event({ version: 2 })))
    expect(await at.row(...READERS)).toMatchObject({ version: 2, revision: 'r2', roles: [{ persona: 'live' }] })
  })

  test('a role that is gone is refused', async () => {
    const at = await world()
    const [meta, trust] = applied('lab', 'r2') as [object, { roles: { name: string }[] }]
    const roles = trust.roles.filter((each) => each.name !== 'acme-lab-live-trials')
    await at.table.put([meta, { ...trust, roles }])
    await at.deliver(body(event()))
    expect(at.lines[0]).toMatchObject({
      event: 'refused-event',
      fields: { faults: ['lab has no role acme-lab-live-trials'] },
    })
  })
})

describe('history', () => {
  const row = (at: World, version: number) => at.row('DATASET#lab#trials', `EVENT#${String(version).padStart(16, '0')}`)
  const reader = (group: string) => ({ group, role: 'acme-lab-live-trials' })

  test('says who, why, when, and what was gained and lost', async () => {
    const at = await world()
    await at.deliver(body(event()))
    const grants = [reader('adg-declared'), { group: 'READERS', role: 'acme-lab-live-wide' }]
    await at.deliver(
      body(event({ version: 3, grants, by: 'steward', reason: 'CR-2', at: '2027-01-02T00:00:00+01:00' })),
    )
    expect(await row(at, 3)).toEqual({
      PK: 'DATASET#lab#trials',
      SK: 'EVENT#0000000000000003',
      outcome: 'accepted',
      environment: 'lab',
      dataset: 'trials',
      version: 3,
      follows: 1,
      revision: 'r1',
      by: 'steward',
      reason: 'CR-2',
      at: '2027-01-02T00:00:00+01:00',
      acceptedAt: NOW.toISOString(),
      gained: [reader('ADG-Declared'), { group: 'READERS', role: 'acme-lab-live-wide' }],
      lost: [reader('READERS')],
    })
    expect(await row(at, 1)).toMatchObject({ follows: 0, gained: [reader('READERS')], lost: [] })
  })

  test('of the first version after an apply says that everything is gained: nothing held any more', async () => {
    const at = await world()
    await at.deliver(body(event()))
    await apply(at, 'r2')
    await at.deliver(body(event({ version: 2 })))
    expect(await row(at, 2)).toMatchObject({ follows: 1, gained: [reader('READERS')], lost: [] })
  })

  test('has the version that another overtook', async () => {
    const kill = killed({ after: 1 })
    const at = await world({ wrap: kill.wrap })
    await at.deliver(body(event()))
    expect(await row(at, 1)).toBeUndefined()
    kill.revive()
    await at.deliver(body(event({ version: 2, grants: [] })))
    expect(await row(at, 1)).toMatchObject({ outcome: 'accepted', gained: [reader('READERS')] })
    expect(await row(at, 2)).toMatchObject({ lost: [reader('READERS')] })
  })
})
