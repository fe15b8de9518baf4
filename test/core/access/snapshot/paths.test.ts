import fc from 'fast-check'
import { compareText } from '../../../../core/model/diagnostic'
import { pathFacts, pathKey } from '../../../../core/model/graph/paths'
import { target, type Target } from '../../../../core/access/reach/targets'
import { keyPaths } from '../../../../core/access/snapshot/keyed'
import { outsiders, unfold, type Block } from '../../../../core/access/snapshot/paths'
import type { ReviewPath } from '../../../../core/review/types'
import { ACCOUNT } from '../../policy/services'
import { runs } from '../../../support/scale'

const SCOPE = { environment: 'lab', account: ACCOUNT }

/** Texts whose order in JSON is not that of their own, or that begin with one another. */
const text = fc.oneof(
  fc.constantFrom('', 'a', 'a ', 'a"', 'a\\', 'ab', 'a,b', 'A', 'é', '\u2028', '\u0001', '"', '\ud83d\ude00', '\ud800'),
  fc.string({ unit: 'grapheme', maxLength: 3 }),
)
const orNull = fc.option(text, { nil: null })
const targets: fc.Arbitrary<readonly Target[]> = fc.array(
  fc
    .record({
      dataset: orNull,
      database: orNull,
      table: orNull,
      location: orNull,
      permission: text,
      columns: fc.option(fc.array(text, { maxLength: 2 }), { nil: null }),
      rows: orNull,
      grantable: fc.boolean(),
      address: fc.constantFrom('g', 'h'),
    })
    .map(target),
  { maxLength: 4 },
)
const openers = fc.array(fc.record({ service: text, group: text }), { maxLength: 3 })
/** A role has sessions of one length. */
const blocks: fc.Arbitrary<Block[]> = fc
  .array(fc.record({ role: text, openers, targets }), { maxLength: 5 })
  .map((all) => all.flatMap((each) => [each, each].slice(each.role.length % 2)))
  .map((all) => all.map((each) => ({ ...each, sessionHours: each.role.length + 1 })))

const pathsOf = (all: readonly Block[]): ReviewPath[] =>
  all.flatMap(({ role, sessionHours, openers, targets }) =>
    openers.flatMap((opener) =>
      targets.map((each): ReviewPath => ({ ...SCOPE, ...opener, role, ...each, expires: null, sessionHours })),
    ),
  )

test('property: paths are sorted as their keys and facts are as JSON, and none is there twice', () => {
  fc.assert(
    fc.property(blocks, (all) => {
      const texts = pathsOf(all).map((path): readonly [string, string] => [pathKey(path), pathFacts(path)])
      const expected = [...new Map(texts.map((each) => [each.join('\n'), each])).values()].sort(
        ([a, x], [b, y]) => compareText(a, b) || compareText(x, y),
      )
      expect(unfold(SCOPE, all).map((each) => [each.key, each.facts])).toEqual(expected)
    }),
    { numRuns: runs(300) },
  )
})

test('property: a path is what its key and its facts say', () => {
  fc.assert(
    fc.property(blocks, (all) => {
      for (const { key, facts, way, path } of unfold(SCOPE, all)) {
        expect([pathKey(path), pathFacts(path)]).toEqual([key, facts])
        expect(path).toMatchObject(way)
      }
    }),
    { numRuns: runs(100) },
  )
})

test('property: paths of files and of resources have the same order', () => {
  fc.assert(
    fc.property(blocks, (all) => {
      const keyed = keyPaths(pathsOf(all)).map((each) => [each.key, each.facts])
      expect(unfold(SCOPE, all).map((each) => [each.key, each.facts])).toEqual(keyed)
    }),
    { numRuns: runs(100) },
  )
})

test('who is no group of the mesh comes through no service', () => {
  const one = target({ permission: 'SELECT', address: 'g', database: 'x' })
  expect(unfold(SCOPE, [outsiders('r', ['*', ACCOUNT], [one], 2)]).map((each) => each.path)).toMatchObject([
    { service: '', group: '*', role: 'r', sessionHours: 2, address: 'g' },
    { service: '', group: ACCOUNT, role: 'r', sessionHours: 2, address: 'g' },
  ])
})
