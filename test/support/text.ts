import fc from 'fast-check'

/**
 * Any text of whole characters, as `fc.string({ unit: 'binary' })` has it: that one first makes a table of every
 * character of Unicode, which takes two seconds.
 */
export const anyText = (limits: fc.ArrayConstraints = {}): fc.Arbitrary<string> =>
  fc.array(character, limits).map((characters) => characters.join(''))

const SURROGATES = { first: 0xd800, count: 0x800 }

const character = fc
  .integer({ min: 0, max: 0x10ffff - SURROGATES.count })
  .map((index) => String.fromCodePoint(index < SURROGATES.first ? index : index + SURROGATES.count))
