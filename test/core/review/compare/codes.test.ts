import { review } from '../../../../core/review/review'
import { codeCollisions } from '../../../../core/review/compare/codes'
import type { Snapshots } from '../../../../core/access/snapshot/snapshot'
import { labSide, sideFrom } from '../../../support/review-sides'

type Groups = Readonly<Record<string, string>>
const side = (lab: Groups, field: Groups = {}): Snapshots =>
  sideFrom(labSide({ groups: lab }), labSide({ environment: 'field', groups: field }))
const collisions = (before: Snapshots, after: Snapshots): string[] =>
  review(before, after)
    .review.findings.filter((each) => each.rule === 'code-collision')
    .map(({ risk, environment, message }) => `${risk} ${environment}: ${message}`)

test('two groups come to have one code in two environments', () => {
  expect(collisions(side({ aaaa: 'A' }), side({ aaaa: 'A' }, { aaaa: 'B' }))).toHaveLength(1)
  expect(collisions(side({ aaaa: 'A' }), side({ aaaa: 'A' }, { aaaa: 'B' }))[0]).toMatch(
    /^critical \w+: the code aaaa stands for A and for B$/,
  )
})

test('a code comes to stand for another group than before', () => {
  expect(collisions(side({ aaaa: 'A' }), side({ aaaa: 'B' }))).toEqual([
    'critical lab: the code aaaa stands for A and for B',
  ])
})

test('a code goes from one environment to another group in another', () => {
  expect(collisions(side({ aaaa: 'A' }), side({}, { aaaa: 'B' }))).toEqual([
    'critical field: the code aaaa stands for A and for B',
  ])
})

test('a third group under a code is news, and the two of before are none', () => {
  const two = side({ aaaa: 'A' }, { aaaa: 'B' })
  expect(collisions(two, two)).toEqual([])
  expect(collisions(two, side({ aaaa: 'A' }))).toEqual([])
  const third = new Map([...two, ['home', labSide({ environment: 'home', groups: { aaaa: 'C' } })]])
  expect(collisions(two, third)).toEqual(['critical home: the code aaaa stands for A and for B and for C'])
})

test.each<[string, Snapshots, Snapshots]>([
  ['one group has one code everywhere', side({ aaaa: 'A' }), side({ aaaa: 'A' }, { aaaa: 'A' })],
  ['a group is spelt in other letters', side({ aaaa: 'Readers' }), side({ aaaa: 'READERS' })],
  ['a name is composed in another way', side({ aaaa: 'Caf\u00e9' }), side({ aaaa: 'Cafe\u0301' })],
  ['a group has two codes', side({ aaaa: 'A' }), side({ aaaa: 'A', bbbb: 'A' })],
  ['a group has another code', side({ aaaa: 'A' }), side({ bbbb: 'A' })],
])('no code collides where %s', (_, before, after) => {
  expect(collisions(before, after)).toEqual([])
})

test('where environments stand in a side says nothing', () => {
  const one = side({ aaaa: 'A' }, { aaaa: 'B' })
  const other = new Map([...one].reverse())
  expect(codeCollisions([other])).toEqual(codeCollisions([one]))
})
