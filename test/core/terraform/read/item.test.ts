import fc from 'fast-check'
import { ItemFault, readItem, type Plain } from '../../../../core/terraform/read/item'

const readOne = (value: unknown): Plain | undefined => readItem(JSON.stringify({ it: value })).it

test.each<[string, unknown, Plain]>([
  ['text', { S: 'x' }, 'x'],
  ['an empty text', { S: '' }, ''],
  ['a number', { N: '1767225600' }, 1767225600],
  ['a fraction', { N: '-1.5' }, -1.5],
  ['a number with an exponent', { N: '1e3' }, 1000],
  ['no', { BOOL: false }, false],
  ['null', { NULL: true }, null],
  ['a list', { L: [{ S: 'a' }, { L: [{ N: '1' }] }] }, ['a', [1]]],
  ['a map', { M: { a: { BOOL: true } } }, { a: true }],
])('%s', (_, value, expected) => {
  expect(readOne(value)).toEqual(expected)
})

test.each<[string, unknown]>([
  ['a text without its type', 'x'],
  ['null', null],
  ['no type', {}],
  ['two types', { S: 'a', N: '1' }],
  ['a number for a text', { S: 1 }],
  ['a number that is none', { N: 'x' }],
  ['an empty number', { N: '' }],
  ['a number that is only space', { N: ' ' }],
  ['a number that is written as one', { N: 1 }],
  ['a number in sixteens', { N: '0x10' }],
  ['a number in twos', { N: '0b1' }],
  ['a number without an end', { N: 'Infinity' }],
  ['a number that is too large', { N: '1e400' }],
  ['a text for a truth', { BOOL: 'true' }],
  ['a null that is not', { NULL: false }],
  ['an object for a list', { L: {} }],
  ['a list for a map', { M: [] }],
  ['a fault in a list', { L: [{ S: 1 }] }],
  ['a fault in a map', { M: { a: { S: 1 } } }],
  ['a set, which no row has', { SS: ['a'] }],
  ['bytes, which no row has', { B: 'YQ==' }],
])('%s is no value', (_, value) => {
  expect(() => readOne(value)).toThrow(ItemFault)
})

test.each(['', '{', 'null', '[]', '"x"', '7'])('%j is no item', (text) => {
  expect(() => readItem(text)).toThrow(ItemFault)
})

test('a prototype is a name like any other', () => {
  expect(Object.entries(readItem('{"__proto__":{"S":"x"}}'))).toEqual([['__proto__', 'x']])
})

const written = (value: Plain): unknown => {
  if (value === null) return { NULL: true }
  if (typeof value === 'string') return { S: value }
  if (typeof value === 'number') return { N: String(value) }
  if (typeof value === 'boolean') return { BOOL: value }
  if (Array.isArray(value)) return { L: value.map(written) }
  return { M: Object.fromEntries(Object.entries(value).map(([key, each]) => [key, written(each as Plain)])) }
}

test('whatever is written is read again', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(readOne(written(value as Plain))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})
