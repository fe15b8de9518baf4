import fc from 'fast-check'
import { covers, hasWildcard, matches, overlap, variablesOf } from '../../../../core/policy/lint/patterns'
import { runs } from '../../../support/scale'

const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '*'), maxLength: 6 })
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 })

test('what a wide pattern covers, it matches', () => {
  fc.assert(
    fc.property(pattern, pattern, text, (wide, narrow, each) => {
      fc.pre(covers(wide, narrow) && matches(narrow, each))
      expect(matches(wide, each)).toBe(true)
    }),
    { numRuns: runs(2000) },
  )
})

test('patterns that match one text overlap', () => {
  fc.assert(
    fc.property(pattern, pattern, text, (one, other, each) => {
      fc.pre(matches(one, each) && matches(other, each))
      expect(overlap(one, other)).toBe(true)
    }),
    { numRuns: runs(2000) },
  )
})

const short = ['', 'a', 'b'].flatMap((x) =>
  ['', 'a', 'b'].flatMap((y) => ['', 'a', 'b'].flatMap((z) => ['', 'a', 'b'].map((w) => x + y + z + w))),
)

test('patterns that overlap match one text', () => {
  const small = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 2 })
  fc.assert(
    fc.property(small, small, (one, other) => {
      expect(overlap(one, other)).toBe(short.some((each) => matches(one, each) && matches(other, each)))
    }),
    { numRuns: runs(1000) },
  )
})

test.each<[string, string, boolean]>([
  ['*@example.com', 'a*@example.com', true],
  ['*@example.com', '${aws:username}@example.com', true],
  ['*@example.com', '*', false],
  ['a?', 'a*', false],
  ['${x}', '${x}', true],
  ['${x}', 'a', false],
  ['a${*}', 'a*', false],
])('%s covers %s: %s', (wide, narrow, expected) => {
  expect(covers(wide, narrow)).toBe(expected)
})

test.each<[string, string, boolean]>([
  ['a${x}', '*b', true],
  ['a${x}', 'b*', false],
  ['a${*}', 'a*', true],
  ['a${*}', 'ab', false],
  ['s3:put*', 's3:putobject', true],
])('%s and %s overlap: %s', (one, other, expected) => {
  expect([overlap(one, other), overlap(other, one)]).toEqual([expected, expected])
})

test('variables and escapes are no wildcards', () => {
  expect(['a*', 'a?', 'a${*}', '${x}', '${a, "*"}'].map(hasWildcard)).toEqual([true, true, false, false, false])
  expect(variablesOf("${aws:PrincipalTag/x, 'none'}/${*}/${y}")).toEqual(['aws:PrincipalTag/x', 'y'])
})
