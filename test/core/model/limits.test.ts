import fc from 'fast-check'
import { shows, unite, type Limit } from '../../../core/model/limits'

const columns = (...names: string[]): Limit => ({ columns: names, rows: null })
const rows = (text: string): Limit => ({ columns: null, rows: text })
const all: Limit = { columns: null, rows: null }

describe('shows', () => {
  test.each<[string, Limit, Limit, boolean]>([
    ['all shows some columns', all, columns('a'), true],
    ['some columns do not show all', columns('a'), all, false],
    ['more columns show fewer', columns('a', 'b'), columns('a'), true],
    ['fewer columns do not show more', columns('a'), columns('a', 'b'), false],
    ['all rows show some', all, rows('x = 1'), true],
    ['a filter shows its own rows', rows('x = 1'), rows('x = 1'), true],
    ['of two filters nobody knows', rows('x = 1'), rows('x = 2'), false],
    ['fewer columns of all rows do not show all columns of some', columns('a'), rows('x = 1'), false],
  ])('%s', (_, outer, inner, expected) => expect(shows(outer, inner)).toBe(expected))
})

describe('unite', () => {
  const both = (names: string[], text: string): Limit => ({ columns: names, rows: text })
  test.each<[string, Limit[], Limit | undefined]>([
    ['of none there is none', [], undefined],
    ['one is itself', [columns('a')], columns('a')],
    ['one within another falls away', [columns('a'), columns('a', 'b')], columns('a', 'b')],
    ['the same twice is once', [rows('x'), rows('x')], rows('x')],
    ['column lists of all rows are one list', [columns('b'), columns('a', 'c')], columns('a', 'b', 'c')],
    ['column lists of the same rows, too', [both(['b'], 'x'), both(['a'], 'x')], both(['a', 'b'], 'x')],
    ['filters of the same columns are joined, sorted', [rows('b = 1'), rows('a = 1')], rows('(a = 1) OR (b = 1)')],
    ['a list, and all columns of some rows, are no one filter', [columns('a'), rows('x')], undefined],
    ['other columns of other rows are no one filter', [both(['a'], 'x'), both(['b'], 'y')], undefined],
    ['all swallows the rest', [rows('x'), all, columns('a')], all],
    [
      'what is swallowed does not hinder',
      [both(['a'], 'x'), both(['a', 'b'], 'x'), both(['c'], 'x')],
      both(['a', 'b', 'c'], 'x'),
    ],
  ])('%s', (_, limits, expected) => expect(unite(limits)).toEqual(expected))
})

/** A limit over columns a to d and rows of which each has one of the colours; a filter is a list of colours. */
const limit = fc.record({
  columns: fc.option(fc.subarray(['a', 'b', 'c', 'd'], { minLength: 1 }), { freq: 2 }),
  rows: fc.option(fc.constantFrom('red', 'green', 'blue'), { freq: 2 }),
})
const cells = ({ columns: shown, rows: filter }: Limit): string[] =>
  (shown ?? ['a', 'b', 'c', 'd']).flatMap((column) =>
    ['red', 'green', 'blue']
      .filter((colour) => filter === null || filter.includes(colour))
      .map((colour) => column + colour),
  )

test('a union shows exactly what its parts show, and the order does not matter', () => {
  fc.assert(
    fc.property(fc.array(limit, { minLength: 1, maxLength: 4 }), (limits) => {
      const united = unite(limits)
      expect(unite([...limits].reverse())).toEqual(united)
      if (united) expect(new Set(cells(united))).toEqual(new Set(limits.flatMap(cells)))
    }),
  )
})

test('what one limit shows of another is what its cells say', () => {
  fc.assert(
    fc.property(limit, limit, (outer, inner) => {
      const seen = new Set(cells(outer))
      const isWithin = cells(inner).every((cell) => seen.has(cell))
      if (shows(outer, inner)) expect(isWithin).toBe(true)
    }),
  )
})
