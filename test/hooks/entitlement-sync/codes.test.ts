import fc from 'fast-check'
import { runTimeCandidate } from '../../../core/model/codes'
import { groupKey } from '../../../core/model/group-names'
import { groupAttribute } from '../../../hooks/lib/live-rows'
import { body, CODES, CONFIG, event, TWINS } from './lab'
import { world, type World } from './world'
import { runs } from '../../support/scale'

const grant = (...groups: string[]) =>
  event({ grants: groups.map((group) => ({ group, role: 'acme-lab-live-trials' })) })
const first = (group: string): string => runTimeCandidate(groupKey(group), 0)
const codeOf = async (at: World, group: string): Promise<unknown> =>
  (await at.row(`GROUP#${group}`, 'LIVE#lab#trials'))?.code
const index = (at: World) => at.row('MESH', 'LIVE')

describe('a group that the mesh declares', () => {
  test('has the code and the spelling of the lock file, and is not in the index', async () => {
    const at = await world()
    await at.deliver(body(grant('adg-DECLARED')))
    expect(await codeOf(at, 'ADG-Declared')).toBe('HFAt')
    expect(await index(at)).toBeUndefined()
    expect(await at.row('CODE#HFAt', 'OWNER')).toBeUndefined()
  })

  test('may have a code of run time, which `pull` has brought in', async () => {
    const at = await world({ codes: { 'ADG-Pulled': 'zAAA' } })
    await at.deliver(body(grant('ADG-Pulled')))
    expect(await codeOf(at, 'ADG-Pulled')).toBe('zAAA')
    expect(await at.row('CODE#zAAA', 'OWNER')).toMatchObject({ group: 'ADG-Pulled' })
  })
})

test('a group that the mesh declared once gets its code and spelling again', async () => {
  const at = await world()
  await at.deliver(body(grant('adg-retired')))
  expect(await codeOf(at, 'ADG-Retired')).toBe('Old1')
  expect((await index(at))?.[groupAttribute('adg-retired')]).toEqual({ name: 'ADG-Retired', code: 'Old1' })
})

describe('a new group', () => {
  test('gets a code of run time, which has an owner, and is in the index', async () => {
    const at = await world()
    await at.deliver(body(grant('ADG-New')))
    const code = first('ADG-New')
    expect(code).toMatch(/^z[0-9A-Za-z]{3}$/)
    expect(await codeOf(at, 'ADG-New')).toBe(code)
    expect(await at.row(`CODE#${code}`, 'OWNER')).toEqual({ PK: `CODE#${code}`, SK: 'OWNER', group: 'ADG-New' })
    expect(await index(at)).toEqual({ PK: 'MESH', SK: 'LIVE', 'group#adg-new': { name: 'ADG-New', code } })
  })

  test('keeps spelling and code whatever a later event calls it', async () => {
    const at = await world()
    await at.deliver(body(grant('Ærø-NEW')))
    await at.deliver(body({ ...grant('ærø-new'.normalize('NFD')), version: 2 }))
    expect(await at.row('GROUP#Ærø-NEW', 'LIVE#lab#trials')).toMatchObject({ version: 2 })
    expect((await at.table.rows()).filter(({ PK }) => PK.startsWith('GROUP#'))).toHaveLength(1)
  })

  test('is one group in two spellings of one event', async () => {
    const at = await world()
    await at.deliver(body(grant('ADG-NEW', 'adg-new')))
    expect((await at.table.rows()).filter(({ PK }) => PK.startsWith('GROUP#'))).toHaveLength(1)
  })

  test('does not get the code of another, whichever comes first', async () => {
    const [one, other] = TWINS
    expect(first(one)).toBe(first(other))
    for (const [early, late] of [
      [one, other],
      [other, one],
    ] as const) {
      const at = await world()
      await at.deliver(body(grant(early)))
      await at.deliver(body({ ...grant(early, late), version: 2 }))
      expect(await codeOf(at, early)).toBe(first(early))
      expect(await codeOf(at, late)).toBe(runTimeCandidate(groupKey(late), 1))
    }
  })

  test.each([
    ['declares', { codes: { Somebody: first('ADG-New') } }],
    ['declared once', { config: { retired: { [first('ADG-New')]: 'Somebody' } } }],
  ])('does not get a code that a group has which the mesh %s', async (_, options) => {
    const at = await world(options)
    await at.deliver(body(grant('ADG-New')))
    expect(await codeOf(at, 'ADG-New')).toBe(runTimeCandidate('adg-new', 1))
  })

  test('may be called like anything of JavaScript', async () => {
    const at = await world()
    const names = ['constructor', 'toString', '#', 'GROUP#x', '*']
    await at.deliver(body(grant(...names)))
    for (const name of names) expect(await codeOf(at, name)).toBe(first(name))
  })

  test('is indexed with however many others', async () => {
    const at = await world()
    const names = Array.from({ length: 120 }, (_, place) => `ADG-${place}`)
    await at.deliver(body(grant(...names)))
    expect(Object.keys((await index(at)) ?? {})).toHaveLength(122)
    expect(at.lines.map((each) => each.event)).toEqual(['synchronised'])
  })
})

describe('a code that two groups would have', () => {
  test.each([
    [
      'the lock file and a row of its owner',
      { codes: { 'ADG-New': 'zAAA' }, rows: [{ PK: 'CODE#zAAA', SK: 'OWNER', group: 'Somebody' }] },
    ],
    [
      'the lock file and the index',
      {
        codes: { Somebody: 'zAAA' },
        rows: [{ PK: 'MESH', SK: 'LIVE', 'group#adg-new': { name: 'ADG-New', code: 'zAAA' } }],
      },
    ],
  ])('is refused, and an alarm is raised: %s', async (_, options) => {
    const at = await world(options)
    await at.deliver(body(grant('ADG-New')))
    expect(await codeOf(at, 'ADG-New')).toBeUndefined()
    expect(at.lines.map((each) => [each.level, each.event])).toEqual([
      ['error', 'code-collision'],
      ['error', 'refused-event'],
    ])
    expect(String(at.lines[1]?.fields.faults)).toBe('the code zAAA of ADG-New belongs to another group, too')
  })
})

test('codes are unique and stay, whatever the groups are called and in whatever order they come', async () => {
  const name = fc.oneof(
    fc.constantFrom(...TWINS, ...TWINS.map(groupKey), 'ADG-404', 'ADG-574', 'READERS', 'readers', 'adg-retired'),
    fc.stringMatching(/^[A-Za-zÆØåß]{1,6}$/),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(name, { maxLength: 4 }), { minLength: 1, maxLength: 4 }), async (events) => {
      const at = await world()
      const seen = new Map<string, unknown>()
      for (const [place, groups] of events.entries()) {
        await at.deliver(body({ ...grant(...groups), version: place + 1 }))
        for (const row of (await at.table.rows()).filter(({ PK }) => PK.startsWith('GROUP#'))) {
          const key = groupKey(row.PK)
          expect(seen.get(key) ?? row.code).toBe(row.code)
          seen.set(key, row.code)
        }
      }
      expect([...seen.keys()].sort()).toEqual(
        [...new Set(events.flat().map((each) => `group#${groupKey(each)}`))].sort(),
      )
      expect(new Set(seen.values()).size).toBe(seen.size)
      const own = new Set([...Object.values(CODES), ...Object.keys(CONFIG.retired)])
      for (const code of seen.values()) expect(own.has(String(code)) || /^z/.test(String(code))).toBe(true)
    }),
    { numRuns: runs(40) },
  )
})
