import fc from 'fast-check'
import { isPlainPolicy } from '../../../core/policy/plain-form'
import { anyPolicy, policy } from '../../../core/policy/policy-schema'
import { runs } from '../../support/scale'

const odd = fc.constantFrom<unknown>(
  undefined,
  null,
  '',
  '*',
  'a',
  'a b',
  [],
  ['a'],
  ['a', 1],
  [[]],
  {},
  { AWS: 'a' },
  true,
  1,
)
const texts = fc.oneof({ weight: 25, arbitrary: fc.constantFrom<unknown>('a', '*', ['a'], ['a', 'b']) }, odd)
const keys = fc.constantFrom(
  'AWS',
  'Service',
  'Federated',
  'CanonicalUser',
  'AWS',
  'Service',
  '__proto__',
  'constructor',
)
const map = (values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  // As JSON.parse makes it, `__proto__` is a key like any other.
  fc
    .array(fc.tuple(keys, values), { maxLength: 2 })
    .map(
      (all) =>
        JSON.parse(
          `{${all.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value ?? null)}`).join()}}`,
        ) as unknown,
    )
const rarely = (arbitrary: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => fc.oneof({ weight: 25, arbitrary }, odd)
const principal = rarely(fc.oneof(fc.constant('*'), map(texts)))

const withMore = (record: fc.Arbitrary<object>): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 25, arbitrary: record },
    record.map((each) => ({ ...each, Other: 'a' })),
  )

const statement = withMore(
  fc.record(
    {
      Sid: rarely(fc.constantFrom('', 'A', 'a1')),
      Effect: rarely(fc.constantFrom('Allow', 'Deny')),
      Principal: principal,
      NotPrincipal: principal,
      Action: texts,
      NotAction: texts,
      Resource: texts,
      NotResource: texts,
      Condition: rarely(map(rarely(map(texts)))),
    },
    { requiredKeys: ['Effect', 'Action'] },
  ),
)
const sometimes = withMore(
  fc.record(
    {
      Version: rarely(fc.constantFrom('2012-10-17', '2012-10-17', '2012-10-17', '2008-10-17')),
      Id: rarely(fc.constant('id')),
      Statement: rarely(fc.array(rarely(statement), { maxLength: 2 })),
    },
    { requiredKeys: ['Version', 'Statement'] },
  ),
)

test('property: a plain policy is one for the schema, and is what the schema makes of it', () => {
  fc.assert(
    fc.property(fc.oneof(sometimes, odd), (value) => {
      fc.pre(isPlainPolicy(value))
      for (const schema of [policy, anyPolicy]) {
        const read = schema.safeParse(value)
        expect(read.error).toBeUndefined()
        expect(read.data).toEqual(value)
      }
    }),
    { numRuns: runs(800) },
  )
})

const one = { Effect: 'Allow', Action: 'a', Resource: ['a', 'b'] }

test.each<[string, unknown]>([
  ['every element', { Sid: 'A', Effect: 'Deny', NotAction: 'a', NotResource: 'b', Condition: { Bool: { a: 'true' } } }],
  ['a principal for everybody', { ...one, Principal: '*' }],
  ['principals', { ...one, NotPrincipal: { AWS: ['a'], Federated: 'b', Service: 'c', CanonicalUser: 'd' } }],
  ['several values', { ...one, Condition: { StringLike: { a: ['b', 'c'], d: 'e' } } }],
])('%s is plain', (_, each) => {
  expect(isPlainPolicy({ Version: '2012-10-17', Id: 'x', Statement: [each] })).toBe(true)
})

test.each<[string, unknown]>([
  ['another version', { Version: '2008-10-17', Statement: [one] }],
  ['no list', { Version: '2012-10-17', Statement: one }],
  ['another element', { Version: '2012-10-17', Statement: [one], Other: 1 }],
  ['a number', { Version: '2012-10-17', Statement: [{ ...one, Condition: { Numeric: { a: 1 } } }] }],
  ['a name with blanks', { Version: '2012-10-17', Statement: [{ ...one, Sid: 'a b' }] }],
  ['no value', { Version: '2012-10-17', Statement: [{ ...one, Action: [] }] }],
  ['no principal', { Version: '2012-10-17', Statement: [{ ...one, Principal: {} }] }],
])('%s is not', (_, value) => {
  expect(isPlainPolicy(value)).toBe(false)
})
