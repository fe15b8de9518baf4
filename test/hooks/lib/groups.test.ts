import { groupsOf, knownGroups, type GroupSources } from '../../../hooks/lib/groups'
import { groupAttribute } from '../../../hooks/lib/live-rows'
import { appliedRows, type Codes } from '../../support/hook-config'

const INDEX = { PK: 'MESH', SK: 'LIVE', [groupAttribute('guests')]: { name: 'GUESTS', code: 'zAAA' } }

/** What is known of a name where environments say this of groups. */
function find(name: string, says: Readonly<Record<string, Codes>>, more: Partial<GroupSources> = {}) {
  const applied = Object.entries(says).flatMap(([environment, codes]) => appliedRows(codes, [environment]))
  return groupsOf({ applied, retired: {}, ...more }).find(name)
}

test('a group has the code that its environments say, and is named where they name it', () => {
  const says = { lab: { READERS: 'AAAA', OWNERS: 'BBBB' }, plant: { READERS: 'AAAA' }, bank: { OWNERS: 'BBBB' } }
  expect(find('readers', says)).toEqual({
    name: 'READERS',
    code: 'AAAA',
    live: false,
    environments: new Map([
      ['lab', 'READERS'],
      ['plant', 'READERS'],
    ]),
    contradictions: [],
  })
  expect(find('STRANGERS', says)).toBeUndefined()
})

test('environments may spell a group in two ways, and it is one', () => {
  const found = find('READERS', { lab: { Readers: 'AAAA' }, plant: { READERS: 'AAAA' } })
  expect(found).toMatchObject({ name: 'Readers', contradictions: [] })
  expect(found?.environments).toEqual(
    new Map([
      ['lab', 'Readers'],
      ['plant', 'READERS'],
    ]),
  )
})

test('a group of run time has the code of the index', () => {
  expect(find('Guests', {}, { index: INDEX })).toMatchObject({
    name: 'GUESTS',
    code: 'zAAA',
    live: true,
    contradictions: [],
  })
  expect(find('Guests', {})).toBeUndefined()
})

test('a group that is gone is not known, and has its code again when it comes back', () => {
  const retired = { AAAA: 'READERS' }
  expect(find('READERS', {}, { retired })).toBeUndefined()
  expect(find('READERS', { lab: { Readers: 'AAAA' } }, { retired })).toMatchObject({ code: 'AAAA', contradictions: [] })
})

const contradicted: readonly (readonly [
  string,
  readonly string[],
  Readonly<Record<string, Codes>>,
  Partial<GroupSources>?,
])[] = [
  ['two environments give one group two codes', ['READERS'], { lab: { READERS: 'AAAA' }, plant: { readers: 'BBBB' } }],
  [
    'two environments give one code to two groups',
    ['READERS', 'THIEVES'],
    { lab: { READERS: 'AAAA' }, plant: { THIEVES: 'AAAA' } },
  ],
  [
    'one environment gives one code to two groups',
    ['READERS', 'THIEVES'],
    { lab: { READERS: 'AAAA', THIEVES: 'AAAA' } },
  ],
  [
    'the code was that of a group which is gone',
    ['THIEVES'],
    { lab: { THIEVES: 'AAAA' } },
    { retired: { AAAA: 'READERS' } },
  ],
  ['the code is that of a group of run time', ['THIEVES', 'GUESTS'], { lab: { THIEVES: 'zAAA' } }, { index: INDEX }],
]
test.each(contradicted.map(([when, names, says, more]) => ({ when, names, says, more })))(
  'nothing is certain where $when',
  ({ names, says, more }) => {
    for (const name of names) expect([name, find(name, says, more)?.contradictions.length]).toEqual([name, 2])
  },
)

test('who contradicts whom is told', () => {
  const says = { plant: { THIEVES: 'AAAA' }, lab: { READERS: 'AAAA' } }
  expect(find('THIEVES', says)?.contradictions).toEqual([
    { name: 'THIEVES', code: 'AAAA', by: ['plant'] },
    { name: 'READERS', code: 'AAAA', by: ['lab'] },
  ])
})

test('what contradicts elsewhere does not matter to a group', () => {
  const says = { lab: { READERS: 'AAAA', OWNERS: 'BBBB' }, plant: { THIEVES: 'AAAA' } }
  expect(find('OWNERS', says)?.contradictions).toEqual([])
})

test('of names that are sent, those of the mesh are known, each group once', () => {
  const groups = groupsOf({ applied: appliedRows({ READERS: 'AAAA', constructor: 'BBBB' }), retired: {}, index: INDEX })
  const known = knownGroups(groups, ['READERS', 'readers', 'Guests', 'constructor', '__proto__', 'toString', ''])
  expect(known.map(({ name }) => name)).toEqual(['READERS', 'GUESTS', 'constructor'])
})
