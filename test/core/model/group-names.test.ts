import fc from 'fast-check'
import { characterApart, groupKey, groupLook, groupSpelling } from '../../../core/model/group-names'
import { runs } from '../../support/scale'

/** Above these are none that have another form. */
const every = Array.from({ length: 0x3_0000 }, (_, code) => code)
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map((code) => String.fromCodePoint(code))

test('no character becomes one of another look by being compared', () => {
  const seen = new Map<string, string>()
  const merged = every.filter((each) => {
    const key = groupKey(`x${each}`)
    const before = seen.get(key)
    if (before === undefined) seen.set(key, each)
    // The cases of a letter are one name: two, or three where it has one for titles. ß has a capital, and becomes SS.
    return before !== undefined && before.toUpperCase() !== each.toUpperCase() && each !== 'ẞ'
  })
  expect(merged.map((each) => `U+${each.codePointAt(0)!.toString(16)}`)).toEqual([])
})

test.each([
  ['\u212A', 'U+212A'],
  ['\u212B', 'U+212B'],
  ['\u2126', 'U+2126'],
  ['x\u03F4', 'U+03F4'],
  ['\uF900', 'U+F900'],
])('%s stands beside another character', (name, character) => {
  expect(characterApart(name)).toBe(character)
  expect(groupKey(name)).not.toBe(groupKey(name.normalize('NFKC')))
  expect(groupSpelling(name)).toBe(name)
  expect(groupLook(name)).toBe(groupLook(name.normalize('NFKC')))
})

test.each(['ADG-Å', 'Ærø Owners', 'Straße', 'İstanbul', '臨床', 'क़लम', '각', 'ǅ'])(
  '%s is one name however it is composed',
  (name) => {
    const [composed, apart] = [name.normalize('NFC'), name.normalize('NFD')]
    expect(groupKey(apart)).toBe(groupKey(composed))
    expect(groupSpelling(apart)).toBe(composed)
    expect(characterApart(composed)).toBeUndefined()
  },
)

test('what is one name looks like one, and comparing twice is comparing once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => {
      const [key, look] = [groupKey(name), groupLook(name)]
      expect(groupLook(groupSpelling(name))).toBe(look)
      expect(groupKey(groupSpelling(name))).toBe(key)
      expect(groupLook(look)).toBe(look)
    }),
    { numRuns: runs(500) },
  )
})
