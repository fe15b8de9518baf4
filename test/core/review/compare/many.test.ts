import fc from 'fast-check'
import { namesOf, tellOnce, type Said } from '../../../../core/review/compare/many'

test.each([
  [[], ''],
  [['a'], 'a'],
  [['b', 'a'], 'a and b'],
  [['a', 'a'], 'a'],
  [['c', 'b', 'a'], 'a, b and c'],
  [['d', 'c', 'b', 'a'], 'a, b, c and d'],
  [['e', 'd', 'c', 'b', 'a'], 'a, b, c and 2 more'],
  [['e', 'd', 'c', 'b', 'a', 'a', 'f'], 'a, b, c and 3 more'],
])('%j are called %j', (names, said) => {
  expect(namesOf(names)).toBe(said)
})

const says = (subject: string, more: Partial<Said> = {}): Said => ({
  rule: 'bucket-opened',
  subject,
  says: 'is open',
  ...more,
})

test('what is said alike of several is told once', () => {
  expect(
    tellOnce([says('b'), says('a'), says('c', { says: 'is gone' }), says('d', { rule: 'hooks-changed' })]),
  ).toEqual([
    { rule: 'bucket-opened', message: 'a and b is open' },
    { rule: 'bucket-opened', message: 'c is gone' },
    { rule: 'hooks-changed', message: 'd is open' },
  ])
})

test('whatever is said in whatever order, the same is told', () => {
  const some = fc.record({
    rule: fc.constantFrom('bucket-opened' as const, 'hooks-changed' as const),
    subject: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    says: fc.constantFrom('is open', 'is gone'),
  })
  const all = fc.uniqueArray(some, { selector: (each) => JSON.stringify(each), maxLength: 12 })
  const orders = all.chain((each) =>
    fc.tuple(fc.constant(each), fc.shuffledSubarray(each, { minLength: each.length, maxLength: each.length })),
  )
  const told = (list: readonly Omit<Said, 'address'>[]): string[] =>
    tellOnce(list.map((each) => ({ ...each, address: `at.${each.subject}` })))
      .map((each) => JSON.stringify(each))
      .sort()
  fc.assert(fc.property(orders, ([one, other]) => expect(told(other)).toEqual(told(one))))
})
