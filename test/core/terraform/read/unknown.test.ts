import fc from 'fast-check'
import { withUnknown, type Written } from '../../../../core/terraform/read/unknown'
import { Expression, type Value } from '../../../../core/terraform/expression'

const put = (value: Value, unknown: unknown, written: Written = {}): Value | undefined =>
  withUnknown(value, unknown, written)
const ref = (constant: unknown): Written => ({ constant_value: constant, references: ['aws_x.y.arn', 'aws_x.y'] })
const ARN = '${aws_x.y.arn}'
const later: unknown = expect.any(Expression)

test('a constant of the configuration is put in, as Terraform reads it', () => {
  expect(put({ a: 1 }, { name: true }, { name: { constant_value: 'x' } })).toEqual({ a: 1, name: 'x' })
  expect(put({}, { name: true }, { name: { constant_value: '$${x} %%{y}' } })).toEqual({ name: '${x} %{y}' })
  expect(put({}, { on: true }, { on: { constant_value: false } })).toEqual({ on: false })
})

test('a reference is put in as it is written', () => {
  expect(put({}, { arn: true }, { arn: ref(ARN) })).toEqual({ arn: new Expression(ARN) })
  expect(put({}, { arn: true }, { arn: ref(`${ARN}/*`) })).toEqual({ arn: new Expression(`${ARN}/*`) })
})

test('what is made of a reference is not told, so it does not stand for what is referred to', () => {
  const { arn } = put({}, { arn: true }, { arn: { references: ['aws_x.y.arn', 'aws_x.y'] } }) as { arn: Expression }
  expect(arn).toBeInstanceOf(Expression)
  expect(arn.text).not.toBe(ARN)
})

test('what only the provider computes stays out', () => {
  const value = { name: 'x' }
  expect(put(value, { id: true, arn: true }, { name: { constant_value: 'x' } })).toBe(value)
})

test('blocks are looked into', () => {
  const written = { on: [{ name: ref(ARN), kind: { constant_value: 'k' } }] }
  expect(put({ on: [{ kind: 'k' }] }, { on: [{ name: true }] }, written)).toEqual({
    on: [{ kind: 'k', name: new Expression(ARN) }],
  })
  const deep = { outer: [{ inner: [{ name: ref(ARN) }] }] }
  expect(put({ outer: [{ inner: [{}] }] }, { outer: [{ inner: [{ name: true }] }] }, deep)).toEqual({
    outer: [{ inner: [{ name: new Expression(ARN) }] }],
  })
})

test('what is written in no known form is not left out', () => {
  for (const odd of [null, 'x', 7, false]) expect(put({}, { on: true }, { on: odd })).toEqual({ on: later })
})

test('a block of which nothing is known is not an empty one', () => {
  const written = { on: [{ name: ref(ARN) }] }
  expect(put({}, { on: true }, written)).toEqual({ on: later })
  expect(put({ on: [null] }, { on: [true] }, written)).toEqual({ on: [later] })
})

describe('elements of a list', () => {
  test.each<[string, readonly (string | null)[], readonly boolean[], Written, readonly unknown[]]>([
    ['one of one', [null], [true], ref([ARN]), [new Expression(ARN)]],
    ['one beside a constant', ['x', null], [false, true], ref(['x', ARN]), ['x', new Expression(ARN)]],
    [
      'one of a set, which is ordered otherwise',
      [null, 'x'],
      [true, false],
      ref(['x', ARN]),
      [new Expression(ARN), 'x'],
    ],
    ['one of two that are computed', ['k', null], [false, true], ref(['${aws_k.k.k}', ARN]), ['k', later]],
    ['a list that is computed as a whole', ['x', null], [false, true], { references: ['aws_x.y.z'] }, ['x', later]],
  ])('%s', (_, list, unknown, written, expected) => {
    expect(put({ list }, { list: unknown }, { list: written })).toEqual({ list: expected })
  })

  test('one of two that are computed is neither of them', () => {
    const { list } = put({ list: ['k', null] }, { list: [false, true] }, { list: ref(['${aws_k.k.k}', ARN]) }) as {
      list: readonly Value[]
    }
    expect((list[1] as Expression).text).not.toMatch(/^\$\{/)
  })
})

test('values of a map are looked into', () => {
  const written = { map: ref({ a: 'x', b: ARN }) }
  expect(put({ map: { a: 'x' } }, { map: { b: true } }, written)).toEqual({ map: { a: 'x', b: new Expression(ARN) } })
  expect(put({ map: { a: 'x' } }, { map: { b: true } }, { map: { references: ['local.x'] } })).toEqual({
    map: { a: 'x', b: later },
  })
})

test('of several blocks, each is held against the one that it was written as', () => {
  const block = (name: string, policy: Written): Written => ({ name: { constant_value: name }, policy })
  const written = { inline: [block('b', ref(ARN)), block('a', { constant_value: 'open' })] }
  expect(
    put({ inline: [{ name: 'a', policy: 'open' }, { name: 'b' }] }, { inline: [{}, { policy: true }] }, written),
  ).toEqual({
    inline: [
      { name: 'a', policy: 'open' },
      { name: 'b', policy: new Expression(ARN) },
    ],
  })
})

test('where it could be several blocks, it is none of them', () => {
  const written = { inline: [{ policy: { constant_value: 'closed' } }, { policy: ref(ARN) }] }
  expect(put({ inline: [{}, { policy: 'closed' }] }, { inline: [{ policy: true }, {}] }, written)).toEqual({
    inline: [{ policy: later }, { policy: 'closed' }],
  })
})

test('keys that objects have anyway are keys like any other', () => {
  const unknown = JSON.parse('{"__proto__":true,"constructor":true,"toString":true}') as unknown
  const value = { a: 1 }
  expect(put(value, unknown, { a: { constant_value: 1 } })).toBe(value)
  expect(put({ map: { a: 1 } }, { map: unknown }, { map: { constant_value: { a: 1 } } })).toEqual({ map: { a: 1 } })
})

/** Nothing in it says that something is unknown. */
const known = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 },
    fc.constant(false),
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(fc.string({ maxLength: 3 }), tie('any'), { maxKeys: 3 }),
  ),
})).any

test('where nothing is unknown, the value itself is returned', () => {
  fc.assert(
    fc.property(fc.jsonValue(), known, fc.jsonValue(), (value, unknown, written) => {
      expect(withUnknown(value as Value, unknown, written as Written)).toBe(value)
    }),
  )
})

test('what is known is never another value afterwards, and what is not is never made up', () => {
  const entry = fc.record({ value: fc.string(), open: fc.boolean() })
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), entry), (entries) => {
      const of = <T>(make: (each: { value: string; open: boolean }) => T | undefined): Record<string, T> =>
        Object.fromEntries(
          Object.entries(entries).flatMap(([key, each]) => {
            const made = make(each)
            return made === undefined ? [] : [[key, made]]
          }),
        )
      const value = of((each) => (each.open ? undefined : each.value))
      const found = put(
        value,
        of((each) => (each.open ? true : undefined)),
        of(() => ref(ARN)),
      ) as Record<string, Value>
      for (const [key, each] of Object.entries(entries))
        expect(found[key]).toEqual(each.open ? new Expression(ARN) : each.value)
    }),
  )
})
