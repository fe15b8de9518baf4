import fc from 'fast-check'

/**
 * Any text: what fast-check calls `binary`, all characters but halves of pairs. Its own makes a map of all of them
 * first, which takes seconds.
 */
export const anyText = (constraints: Omit<fc.StringConstraints, 'unit'> = {}): fc.Arbitrary<string> =>
  fc.string({ ...constraints, unit: anyCharacter })

const anyCharacter = fc
  .integer({ min: 0, max: 0x10ffff - 0x800 })
  .map((index) => String.fromCodePoint(index < 0xd800 ? index : index + 0x800))
