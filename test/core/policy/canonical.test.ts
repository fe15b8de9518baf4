import { parsePolicy, policySize, policyText } from '../../../core/policy/canonical'

const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }
const policy = (...statements: unknown[]): unknown => ({ Version: '2012-10-17', Statement: statements })
const canonical = (value: unknown): string => policyText(parsePolicy(value))

test.each<[string, unknown, unknown]>([
  ['elements in any order', policy(statement), policy({ Resource: '*', Action: 's3:GetObject', Effect: 'Allow' })],
  ['one statement without a list', policy(statement), { Statement: statement, Version: '2012-10-17' }],
  ['a list of one', policy(statement), policy({ ...statement, Action: ['s3:GetObject'], Resource: ['*'] })],
  [
    'lists in any order',
    policy({ ...statement, Action: ['a:A', 'b:B'] }),
    policy({ ...statement, Action: ['b:B', 'a:A'] }),
  ],
  [
    'repetitions',
    policy({ ...statement, Action: ['a:A', 'b:B'] }),
    policy({ ...statement, Action: ['b:B', 'a:A', 'b:B'] }),
  ],
  [
    'principals',
    policy({ ...statement, Principal: { AWS: ['b', 'a'], Service: 's' } }),
    policy({ ...statement, Principal: { Service: ['s'], AWS: ['a', 'b', 'a'] } }),
  ],
  [
    'conditions',
    policy({ ...statement, Condition: { Bool: { b: 'true' }, StringLike: { x: ['1', '2'], y: 'z' } } }),
    policy({ ...statement, Condition: { StringLike: { y: ['z'], x: ['2', '1'] }, Bool: { b: true } } }),
  ],
  [
    'numbers and truth values, which IAM takes for their text',
    policy({ ...statement, Condition: { NumericLessThan: { x: '5' }, Bool: { y: ['false', 'true'] } } }),
    policy({ ...statement, Condition: { Bool: { y: [true, false] }, NumericLessThan: { x: 5 } } }),
  ],
])('equal meaning is equal text: %s', (_, one, other) => {
  expect(canonical(other)).toBe(canonical(one))
  expect(canonical(JSON.parse(canonical(one)))).toBe(canonical(one))
})

test.each<[string, unknown]>([
  ['the order of statements', policy({ ...statement, Effect: 'Deny' }, statement)],
  ['the case of a value', policy({ ...statement, Resource: 'A' })],
  ['a name', policy({ ...statement, Sid: 'A' })],
  ['an id', { ...(policy(statement) as object), Id: 'x' }],
  ['a condition', policy({ ...statement, Condition: { Bool: { a: true } } })],
  ['a principal for everybody', policy({ ...statement, Principal: '*' })],
])('and other text is other: %s', (_, other) => {
  expect(canonical(other)).not.toBe(canonical(policy(statement)))
})

test('the text has elements in the order in which IAM documents them, and no blanks', () => {
  const value = {
    Statement: [{ Condition: { Bool: { a: true } }, Resource: '*', Action: ['b:B', 'a:A'], Effect: 'Deny', Sid: 'S' }],
    Version: '2012-10-17',
  }
  expect(canonical(value)).toBe(
    '{"Version":"2012-10-17","Statement":[{"Sid":"S","Effect":"Deny","Action":["a:A","b:B"],"Resource":"*","Condition":{"Bool":{"a":"true"}}}]}',
  )
  expect(policySize(parsePolicy(value))).toBe(canonical(value).length)
})
