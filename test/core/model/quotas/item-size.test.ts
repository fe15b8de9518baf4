import { itemSize } from '../../../../core/model/quotas/measure/item-size'
import { quotaOf } from '../../../../core/model/quotas/table'

test.each<[string, object, number]>([
  ['nothing', {}, 0],
  ['a text', { PK: 'abcd' }, 6],
  ['a text of letters that UTF-8 writes in several bytes', { é: 'ß€' }, 2 + 5],
  ['a number', { n: 51 }, 1 + 3],
  ['an empty list', { l: [] }, 1 + 3],
  ['a list', { l: ['ab', 'c'] }, 1 + 3 + (1 + 2) + (1 + 1)],
  ['an empty map', { m: {} }, 1 + 3],
  ['a map', { m: { a: 'b', cd: 'ef' } }, 1 + 3 + (1 + 2) + (1 + 4)],
  ['maps in a list', { l: [{ a: 'b' }] }, 1 + 3 + (1 + (3 + 1 + 2))],
  ['what is not there', { a: undefined, m: { b: undefined } }, 1 + 3],
])('%s', (_, item, expected) => {
  expect(itemSize(item)).toBe(expected)
})

test('an item may have 400 KB, its names among them', () => {
  expect(quotaOf('item-size').limit).toBe(itemSize({ name: 'x'.repeat(400 * 1024 - 4) }))
})
