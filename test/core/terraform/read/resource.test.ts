import { blocksIn, isObject, isSaid, textIn, textsIn } from '../../../../core/terraform/read/resource'
import { Expression } from '../../../../core/terraform/expression'

const later = new Expression('${x}')

test('only a text is a text', () => {
  const values = { text: 'x', list: ['x'], number: 1, nothing: null, later }
  const found = ['text', 'list', 'number', 'nothing', 'later', 'missing'].map((key) => textIn(values, key))
  expect(found).toEqual(['x', undefined, undefined, undefined, undefined, undefined])
})

test('texts of a list are sorted, and the list is left as it is', () => {
  const list = ['b', 'a', 1, null, later]
  expect(textsIn({ list }, 'list')).toEqual(['a', 'b'])
  expect(list[0]).toBe('b')
  expect(textsIn({ list: 'a' }, 'list')).toEqual([])
})

test('a block is an object, a list of one, or null where it is empty', () => {
  expect(blocksIn({ on: { a: 1 } }, 'on')).toEqual([{ a: 1 }])
  expect(blocksIn({ on: [{ a: 1 }, null, {}] }, 'on')).toEqual([{ a: 1 }, {}, {}])
  expect(blocksIn({ on: null }, 'on')).toEqual([])
  expect(blocksIn({ on: later }, 'on')).toEqual([])
  expect(blocksIn({}, 'on')).toEqual([])
})

test('what is null, false or empty is not said, and what is not known may be', () => {
  for (const each of [undefined, null, false, '', 0, [], {}]) expect(isSaid(each)).toBe(false)
  for (const each of [true, 'x', 1, [null], { a: null }, later]) expect(isSaid(each)).toBe(true)
})

test('what is computed is no object', () => {
  expect([later, [], null, 'x'].map(isObject)).toEqual([false, false, false, false])
  expect(isObject({})).toBe(true)
})
