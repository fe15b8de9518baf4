import fc from 'fast-check'
import { compileGlob, globMatches } from '../../../../core/policy/evaluate/glob'
import { runs } from '../../../support/scale'
import { anyText } from '../../../support/text'

const glob = (pattern: string, text: string): boolean =>
  globMatches(compileGlob([{ text: pattern, literal: false }]), text)

/** The definition itself, on code points: a table of which prefixes match which. */
function naive(pattern: string, text: string): boolean {
  const [p, t] = [Array.from(pattern), Array.from(text)]
  let row = [true, ...t.map(() => false)]
  for (const one of p) {
    const next = [one === '*' && row[0] === true]
    t.forEach((character, i) => {
      next.push(one === '*' ? row[i + 1]! || next[i]! : row[i]! && (one === '?' || one === character))
    })
    row = next
  }
  return row.at(-1)!
}

describe('globs', () => {
  test.each([
    ['', '', true],
    ['', 'a', false],
    ['*', '', true],
    ['*', 'anything', true],
    ['**', 'x', true],
    ['**', '', true],
    ['***', '', true],
    ['*?*', '', false],
    ['?*?', 'a', false],
    ['?', '\uffff', true],
    ['??', '\uffffa', true],
    ['?', '', false],
    ['?', 'a', true],
    ['?', 'ab', false],
    ['a?c', 'abc', true],
    ['a*c', 'abbc', true],
    ['a*c', 'abcd', false],
    ['*.code.*', '.aaaa.code.', true],
    ['*.code.*', '.aaaacode.', false],
    ['ab*ba', 'aba', false],
    ['ab*ba', 'abba', true],
    ['*a?b*', 'xxaabxx', true],
    ['*?a', 'a', false],
    ['[a-z]+.$^(', '[a-z]+.$^(', true],
    ['[a-z]', 'a', false],
    ['A', 'a', false],
  ])('%j on %j: %j', (pattern, text, expected) => expect(glob(pattern, text)).toBe(expected))

  test.each([
    ['line and paragraph separators', '*xxxx*', '\u2028xxxx\u2029'],
    ['newlines', 'a*b', 'a\r\n\n b'],
    ['? takes a whole astral character', '?', '😀'],
    ['? twice takes two', '??', '😀a'],
    ['* goes over astral characters', '*😀?', '😁😁😀😁'],
    ['? before the end', '*?😀', '😀😀'],
    ['combining marks are characters of their own', 'e?', 'e\u0301'],
  ])('%s', (_, pattern, text) => expect(glob(pattern, text)).toBe(true))

  test.each([
    ['one astral character is not two', '??', '😀'],
    ['nor behind a star', '*??', '😀'],
    ['nor before one', '??*', '😀'],
    ['half a character is no match', '*\u{1F600}', '\u{1F601}'],
  ])('%s', (_, pattern, text) => expect(glob(pattern, text)).toBe(false))

  test('a pattern that takes a regular expression minutes is instant', () => {
    expect(glob(`x${'*a'.repeat(40)}*b`, `x${'a'.repeat(10_000)}`)).toBe(false)
    expect(glob(`${'*?a'.repeat(40)}*b`, 'a'.repeat(10_000))).toBe(false)
    expect(glob('*a'.repeat(40), 'a'.repeat(10_000))).toBe(true)
  })

  const text = fc.string({ unit: fc.constantFrom('a', 'b', '.', '😀', '\u2028', '\n', '*', '?'), maxLength: 12 })

  test('property: as the definition says', () => {
    fc.assert(
      fc.property(text, text, (pattern, subject) => glob(pattern, subject) === naive(pattern, subject)),
      { numRuns: runs(5000) },
    )
  })

  test('property: a text made to fit a pattern fits it', () => {
    const part = fc.string({ unit: fc.constantFrom('a', 'b', '😀', '\n'), maxLength: 5 })
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('*', '?', 'a', '😀'), part)), (parts) => {
        const pattern = parts.map(([one]) => one).join('')
        const fitting = parts.map(([one, any]) => (one === '*' ? any : one === '?' ? '😁' : one)).join('')
        return glob(pattern, fitting)
      }),
    )
  })

  test('property: literal text matches itself and nothing else', () => {
    const any = anyText()
    fc.assert(
      fc.property(any, any, (mine, other) => {
        const literal = compileGlob([{ text: mine, literal: true }])
        return globMatches(literal, mine) && globMatches(literal, other) === (mine === other)
      }),
    )
  })
})
