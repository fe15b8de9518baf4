import fc from 'fast-check'
import { pathFacts, pathKey } from '../../../../core/model/graph/paths'
import { diffPaths } from '../../../../core/review/compare/difference'
import { keyPaths } from '../../../../core/access/snapshot/keyed'
import type { ReviewPath } from '../../../../core/review/types'
import { reviewPath } from '../../../support/review'
import { runs } from '../../../support/scale'

const anyPath = fc
  .record({
    table: fc.constantFrom('visits', 'subjects', 'a"b'),
    group: fc.constantFrom('READERS', 'NURSES'),
    permission: fc.constantFrom('SELECT', 'INSERT'),
    rows: fc.constantFrom(null, 'a = 1', 'a = 2'),
    columns: fc.constantFrom(null, ['age'], ['age', 'name']),
    grantable: fc.boolean(),
  })
  .map((each): ReviewPath => reviewPath('lab', each))
const anyPaths = fc.array(anyPath, { maxLength: 14 })

const textOf = (path: ReviewPath): string => `${pathKey(path)} ${pathFacts(path)}`
const textsOf = (paths: readonly ReviewPath[]): string[] => paths.map(textOf).sort()

/** By sets: what one side alone has is gained or lost, and changed where that is one path of the key on each side. */
function naive(before: readonly ReviewPath[], after: readonly ReviewPath[]): Record<string, string[]> {
  const [was, is] = [new Set(textsOf(before)), new Set(textsOf(after))]
  const gone = [...was].filter((each) => !is.has(each))
  const come = [...is].filter((each) => !was.has(each))
  const keyOf = new Map([...before, ...after].map((each) => [textOf(each), pathKey(each)]))
  const twins = (texts: readonly string[], text: string): string[] =>
    texts.filter((each) => keyOf.get(each) === keyOf.get(text))
  const paired = (text: string): boolean => twins(gone, text).length === 1 && twins(come, text).length === 1
  return {
    gained: come.filter((each) => !paired(each)),
    lost: gone.filter((each) => !paired(each)),
    changed: come.filter(paired).map((each) => `${twins(gone, each)[0]} => ${each}`),
  }
}

const diff = (before: readonly ReviewPath[], after: readonly ReviewPath[]): ReturnType<typeof diffPaths> =>
  diffPaths(keyPaths(before), keyPaths(after))

test('the difference of two lists is the one of their sets', () => {
  fc.assert(
    fc.property(anyPaths, anyPaths, (before, after) => {
      const { gained, lost, changed } = diff(before, after)
      const said = {
        gained: textsOf(gained),
        lost: textsOf(lost),
        changed: changed.map((each) => `${textOf(each.before)} => ${textOf(each.after)}`).sort(),
      }
      expect(said).toEqual(naive(before, after))
    }),
    { numRuns: runs(300) },
  )
})

test('before, without what is lost and with what is gained, is after', () => {
  fc.assert(
    fc.property(anyPaths, anyPaths, (before, after) => {
      const { gained, lost, changed } = diff(before, after)
      const left = new Set(textsOf(before))
      for (const each of [...lost, ...changed.map((one) => one.before)]) expect(left.delete(textOf(each))).toBe(true)
      for (const each of [...gained, ...changed.map((one) => one.after)]) {
        expect(left.has(textOf(each))).toBe(false)
        left.add(textOf(each))
      }
      expect([...left].sort()).toEqual([...new Set(textsOf(after))])
    }),
    { numRuns: runs(300) },
  )
})

test('the way back loses what the way there gains', () => {
  fc.assert(
    fc.property(anyPaths, anyPaths, (before, after) => {
      const [there, back] = [diff(before, after), diff(after, before)]
      expect(textsOf(back.lost)).toEqual(textsOf(there.gained))
      expect(textsOf(back.gained)).toEqual(textsOf(there.lost))
      expect(textsOf(back.changed.map((each) => each.after))).toEqual(textsOf(there.changed.map((each) => each.before)))
    }),
  )
})

test('a side without paths gains or loses all of the other', () => {
  const paths = [reviewPath('lab'), reviewPath('lab', { rows: 'a = 1' }), reviewPath('lab', { table: 'subjects' })]
  expect(textsOf(diff([], paths).gained)).toEqual(textsOf(paths))
  expect(textsOf(diff(paths, []).lost)).toEqual(textsOf(paths))
})

test('of several filters on one key, those that stay are not told', () => {
  const [kept, one, other] = ['a = 1', 'b = 1', 'c = 1'].map((rows) => reviewPath('lab', { rows })) as [
    ReviewPath,
    ReviewPath,
    ReviewPath,
  ]
  expect(diff([kept, one], [kept, other])).toEqual({ gained: [], lost: [], changed: [{ before: one, after: other }] })
  expect(diff([kept], [kept, one, other])).toMatchObject({ gained: [one, other], lost: [], changed: [] })
})
