import { pathsOf, type AccessPath } from '../../../core/model/graph/paths'
import { review } from '../../../core/review/review'
import type { Review } from '../../../core/review/types'
import { differenceOf, expectedOf, reviewedOf } from '../../review/difference'
import { undone, type Files, type Pair } from '../../review/pair'
import { PAIRS } from '../../review/pairs'
import { sideOf } from '../../review/sides'
import { some } from '../../support/scale'

const SOME = some(PAIRS)
const BOTH_WAYS = [...SOME, ...SOME.map(undone)].map((each): [string, Pair] => [each.name, each])

const reviewed = ({ before, after }: Pair, form: 'mesh' | 'synth'): Review =>
  review(sideOf(before)[form], sideOf(after)[form]).review

const digests = ({ environments }: Review): Record<string, string> =>
  Object.fromEntries(environments.map(({ name, digest }) => [name, digest]))

test('there are enough pairs, and each has a name', () => {
  expect(PAIRS.length).toBeGreaterThanOrEqual(45)
  expect(new Set(PAIRS.map((each) => each.name)).size).toBe(PAIRS.length)
})

describe('the graphs differ by what is expected', () => {
  const graphPaths = (files: Files): AccessPath[] => sideOf(files).built.graph.environments.flatMap(pathsOf)

  test.each(BOTH_WAYS)('%s', (_, pair) => {
    expect(differenceOf(graphPaths(pair.before), graphPaths(pair.after))).toEqual(expectedOf(pair))
  })
})

describe.each(['mesh', 'synth'] as const)('the review of a %s says what is expected', (form) => {
  test.each(BOTH_WAYS)('%s', (_, pair) => {
    const found = reviewed(pair, form)
    expect(reviewedOf(found)).toEqual(expectedOf(pair))
    expect(found.notAnalysed).toEqual([])
  })
})

describe('meshes and synthesized stacks have the same digests', () => {
  test.each(BOTH_WAYS)('%s', (_, pair) => {
    expect(digests(reviewed(pair, 'mesh'))).toEqual(digests(reviewed(pair, 'synth')))
  })
})
