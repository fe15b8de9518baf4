import fc from 'fast-check'
import { parse } from 'yaml'
import { readYaml } from '../../../core/model/yaml-file'
import { runs } from '../../support/scale'

const text = `top: 1
map:
  inner: { a: x, "b": 'y' }
  list:
    - first
    - key: value
      empty:
block: |
  some text
`
const file = readYaml('f.yaml', text)
const at = ({ line, column }: { line: number; column: number }): string => `${line}:${column}`

describe('where a value stands', () => {
  test.each<[string, (string | number)[], string]>([
    ['the file', [], '1:1'],
    ['a scalar', ['top'], '1:6'],
    ['a map by its key', ['map'], '2:1'],
    ['a map in braces by its key', ['map', 'inner'], '3:3'],
    ['a scalar in braces', ['map', 'inner', 'a'], '3:15'],
    ['behind a quoted key', ['map', 'inner', 'b'], '3:23'],
    ['a list by its key', ['map', 'list'], '4:3'],
    ['an entry', ['map', 'list', 0], '5:7'],
    ['a map that is an entry', ['map', 'list', 1], '6:7'],
    ['an empty value by its key', ['map', 'list', 1, 'empty'], '7:7'],
    ['a block by its mark', ['block'], '8:8'],
    ['what is not there by what is around it', ['map', 'inner', 'c'], '3:3'],
    ['what is far from there', ['nothing', 'at', 3, 'all'], '1:1'],
  ])('%s', (_, path, expected) => expect(at(file.locate(path))).toBe(expected))

  test('and its key', () => {
    expect(at(file.locateKey(['top']))).toBe('1:1')
    expect(at(file.locateKey(['map', 'inner', 'b']))).toBe('3:18')
    expect(at(file.locateKey(['map', 'list', 0]))).toBe('5:7')
  })
})

test.each<[(string | number)[], boolean]>([
  [['top'], true],
  [['map', 'inner', 'a'], true],
  [['map', 'inner', 'b'], false],
  [['block'], false],
  [['map'], false],
])('%j is written plain: %s', (path, expected) => expect(file.isPlain(path)).toBe(expected))

test('values are those of YAML 1.2: no sexagesimals, no octal with one zero, no yes', () => {
  const { value } = readYaml('f', 'a: 12:30:45\nb: 010\nc: yes\nd: 2020-01-01\ne: 0x10\nf: ~\n')
  expect(value).toEqual({ a: '12:30:45', b: 10, c: 'yes', d: '2020-01-01', e: 16, f: null })
})

test('JSON is read as JSON', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.jsonValue()), (value) => {
      fc.pre(Object.keys(value).length > 0)
      const json = JSON.stringify(value)
      const read = readYaml('f', json)
      if (read.diagnostics.length === 0) expect(read.value).toEqual(JSON.parse(json))
    }),
  )
})

test('any text has an answer: a value or a fault, and every place is in the text', () => {
  const piece = fc.constantFrom(
    'a',
    ': ',
    '- ',
    '\n',
    '  ',
    '[',
    ']',
    '{',
    '}',
    '"',
    "'",
    '|',
    '#',
    '&',
    '*',
    '!',
    '%',
    '?',
    ',',
    '\t',
    '---',
    '\r',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const source = pieces.join('')
      const { value, diagnostics } = readYaml('f', source)
      expect(diagnostics.length > 0).toBe(value === undefined)
      const lines = source.split('\n')
      for (const { at: place, message } of diagnostics) {
        expect(place?.line).toBeLessThanOrEqual(lines.length)
        expect(message).not.toMatch(/\.$|\n/)
      }
      if (value !== undefined) expect(parse(source, { version: '1.2', schema: 'core' })).toEqual(value)
    }),
    { numRuns: runs(2000) },
  )
})
