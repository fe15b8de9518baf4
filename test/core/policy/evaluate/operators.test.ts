import type { Conditions } from '../../../../core/policy/document'
import { operators } from '../../../../core/policy/evaluate/operators'
import { holds, untyped } from './ask'

interface Row {
  readonly operator: string
  readonly value: string
  readonly match: string
  readonly other: string
}

const DATE = '2026-06-30T12:00:00Z'
const ARN = 'arn:aws:iam::111111111111:role/novo/reader'

/** What matches and what does not, for the operator and, the other way round, for its negation. */
const rows: readonly (Row & { readonly negation?: string })[] = [
  { operator: 'StringEquals', negation: 'StringNotEquals', value: 'a*', match: 'a*', other: 'ab' },
  { operator: 'StringEquals', negation: 'StringNotEquals', value: 'a', match: 'a', other: 'A' },
  { operator: 'StringEqualsIgnoreCase', negation: 'StringNotEqualsIgnoreCase', value: 'Ab', match: 'aB', other: 'a' },
  { operator: 'StringLike', negation: 'StringNotLike', value: 'a?c*', match: 'abcd', other: 'ABCD' },
  {
    operator: 'ArnEquals',
    negation: 'ArnNotEquals',
    value: 'arn:aws:iam::*:role/*',
    match: ARN,
    other: `${ARN}`.slice(1),
  },
  { operator: 'ArnLike', negation: 'ArnNotLike', value: 'arn:*:iam::?11111111111:role/novo/*', match: ARN, other: 'x' },
  { operator: 'NumericEquals', negation: 'NumericNotEquals', value: '10', match: '10.0', other: '11' },
  { operator: 'NumericLessThan', value: '10', match: '9.5', other: '10' },
  { operator: 'NumericLessThanEquals', value: '10', match: '10', other: '10.1' },
  { operator: 'NumericGreaterThan', value: '10', match: '11', other: '10' },
  { operator: 'NumericGreaterThanEquals', value: '-.5', match: '-0.5', other: '-1' },
  { operator: 'DateEquals', negation: 'DateNotEquals', value: DATE, match: '2026-06-30T14:00+02:00', other: '2026' },
  { operator: 'DateLessThan', value: DATE, match: '2026-06-30T11:59:59.9Z', other: DATE },
  { operator: 'DateLessThanEquals', value: DATE, match: DATE, other: '2026-07' },
  { operator: 'DateGreaterThan', value: DATE, match: '2026-07-01', other: DATE },
  { operator: 'DateGreaterThanEquals', value: DATE, match: '1782820800', other: '1782820799' },
  { operator: 'Bool', value: 'true', match: 'true', other: 'false' },
  { operator: 'BinaryEquals', value: 'QmluYXJ5', match: 'QmluYXJ5', other: 'QmluYXJ6' },
  {
    operator: 'IpAddress',
    negation: 'NotIpAddress',
    value: '203.0.113.0/24',
    match: '203.0.113.255',
    other: '203.0.114.0',
  },
  {
    operator: 'IpAddress',
    negation: 'NotIpAddress',
    value: '2001:DB8::/32',
    match: '2001:db8:1::1',
    other: '2001:db9::',
  },
]

const cases = rows.flatMap(({ negation, ...row }): readonly (Row & { readonly negated: boolean })[] => [
  { ...row, negated: false },
  ...(negation === undefined
    ? []
    : [{ operator: negation, value: row.value, match: row.other, other: row.match, negated: true }]),
])

describe('condition operators', () => {
  test('every one of them has a case below', () => {
    expect(new Set(cases.map(({ operator }) => operator))).toEqual(new Set(operators.keys()))
  })

  describe.each(cases)('$operator $value', ({ operator, value, match, other, negated }) => {
    const asked = (name: string, ...context: readonly [string?]): boolean =>
      holds({ [name]: { 'k:Key': value } }, context[0] === undefined ? {} : { 'K:key': context[0] })

    test(`matches ${match}`, () => expect(asked(operator, match)).toBe(true))
    test(`does not match ${other}`, () => expect(asked(operator, other)).toBe(false))
    test(`a missing key: ${negated}`, () => expect(asked(operator)).toBe(negated))
    test('IfExists holds for a missing key and changes nothing else', () => {
      expect(asked(`${operator}IfExists`)).toBe(true)
      expect(asked(`${operator}IfExists`, match)).toBe(true)
      expect(asked(`${operator}IfExists`, other)).toBe(false)
    })
    test('ForAnyValue and ForAllValues take one value as a set of one', () => {
      for (const set of ['ForAnyValue', 'ForAllValues']) {
        expect(asked(`${set}:${operator}`, match)).toBe(true)
        expect(asked(`${set}:${operator}`, other)).toBe(false)
      }
    })
  })

  test('Arn operators match part by part, so that a wildcard does not run over a colon', () => {
    const value = 'arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt'
    const pattern = 'arn:aws:someservice:*:111122223333:finance/*'
    expect(holds({ StringLike: { k: pattern } }, { k: value })).toBe(true)
    for (const operator of ['ArnLike', 'ArnEquals'])
      expect(holds({ [operator]: { k: pattern } }, { k: value })).toBe(false)
    expect(holds({ ArnLike: { k: 'arn:aws:logs:*:*:log-group:*:x' } }, { k: 'arn:aws:logs:r:1:log-group:a:b:x' })).toBe(
      true,
    )
    expect(holds({ ArnLike: { k: `${ARN}s` } }, { k: ARN })).toBe(false)
    expect(holds({ ArnLike: { k: '*:*:*:*:*:*' } }, { k: ARN })).toBe(true)
    expect(holds({ ArnLike: { k: '*:*:*:*:*:*' } }, { k: 'arn:aws:s3::' })).toBe(false)
    expect(holds({ ArnLike: { k: '${a:arn}' } }, { k: ARN, 'a:arn': ARN })).toBe(true)
    expect(holds({ ArnLike: { k: '${a:arn}' } }, { k: ARN, 'a:arn': 'reader' })).toBe(false)
  })

  test.each([
    ['2026', 1767225600],
    ['2026-02', 1769904000],
    ['2026-02-28', 1772236800],
    ['2026-02-28T01:02Z', 1772240520],
    ['2026-02-28T01:02:03Z', 1772240523],
    ['2026-02-28T01:02:03-01:30', 1772245923],
    ['1772240523', 1772240523],
    ['2026-02-28T23:59:59+23:59', 1772236859],
    ['0001-01-01', -62135596800],
  ])('date %s', (date, epoch) => {
    expect(holds({ DateEquals: { k: date } }, { k: String(epoch) })).toBe(true)
  })

  test.each([
    '2026-02-29',
    '2026-04-31',
    '2026-13',
    '2026-00-01',
    '2026-01-00',
    '2026-1-1',
    '2026-02-28T01:02',
    '2026-02-28T24:00Z',
    '2026-02-28T00:60Z',
    '2026-02-28T00:00:60Z',
    '2026-02-28T00:00+24:00',
    '2026-02-28T00:00+00:60',
    'today',
    '',
  ])('%j is no date', (date) => {
    expect(() => holds({ DateEquals: { k: date } })).toThrow('Date operator')
    expect(holds({ DateNotEquals: { k: '2026' } }, { k: date })).toBe(true)
    expect(holds({ DateGreaterThan: { k: '0001' } }, { k: date })).toBe(false)
  })

  test.each([
    ['10.0.0.1', '10.0.0.1', true],
    ['10.0.0.1', '10.0.0.2', false],
    ['10.1.2.3/8', '10.255.0.0', true],
    ['0.0.0.0/0', '255.255.255.255', true],
    ['0.0.0.0/0', '::1', false],
    ['::/0', '10.0.0.1', false],
    ['2001:db8::1', '2001:db8:0:0:0:0:0:1', true],
    ['2001:db8::1', '2001:db8::2', false],
    ['::ffff:10.0.0.0/120', '::ffff:a00:7', true],
    ['10.0.0.0/8', '010.0.0.1', false],
    ['10.0.0.0/8', '10.0.0', false],
    ['0.0.0.0/0', '10.0.0.256', false],
    ['255.255.255.255', '255.255.255.255', true],
    ['::/0', '1:2:3:4:5:6:7:g', false],
    ['::/0', '1:2:3:4:5:6:7:12345', false],
    ['::/0', '1::2::3', false],
    ['::/0', '1:2:3:4:5:6:7', false],
    ['::/0', '1.2.3.4::', false],
    ['::/0', '1:2:3:4:5:6:7::', true],
    ['::/0', '1:2:3:4:5:6:7:8::', false],
  ])('IpAddress %s on %s: %j', (range, address, expected) => {
    expect(holds({ IpAddress: { k: range } }, { k: address })).toBe(expected)
    expect(holds({ NotIpAddress: { k: range } }, { k: address })).toBe(!expected)
  })

  test.each(['NumericEquals', 'DateLessThan', 'Bool', 'IpAddress', 'BinaryEquals'])(
    '%s matches no value of another type; a negation holds for it',
    (operator) => {
      const value = rows.find((row) => row.operator === operator)?.value ?? ''
      expect(holds({ [operator]: { k: value } }, { k: 'no such value' })).toBe(false)
      expect(holds({ NumericNotEquals: { k: '1' } }, { k: '1 ' })).toBe(true)
    },
  )

  test.each([
    ['NumericEquals', 'ten'],
    ['NumericEquals', '1e3'],
    ['NumericEquals', ''],
    ['DateEquals', 'today'],
    ['Bool', 'True'],
    ['Null', 'yes'],
    ['BinaryEquals', 'QQ='],
    ['IpAddress', '10.0.0.0/33'],
    ['IpAddress', '10.0.*'],
    ['IpAddress', '10.0.0/8'],
    ['IpAddress', '/8'],
    ['IpAddress', '10.0.0.0/8/8'],
    ['IpAddress', '::1/129'],
    ['ArnLike', '*'],
    ['ArnNotEquals', 'arn:aws:s3:bucket'],
  ])('%s cannot read %j in a policy', (operator, value) => {
    expect(() => holds({ [operator]: { k: value } })).toThrow(expect.objectContaining({ fault: 'invalid-policy' }))
  })

  test('Null asks for the key alone', () => {
    expect(holds({ Null: { k: 'true' } })).toBe(true)
    expect(holds({ Null: { k: 'false' } })).toBe(false)
    expect(holds({ Null: { k: 'true' } }, { K: 'x' })).toBe(false)
    expect(holds({ Null: { k: 'false' } }, { k: 'x' })).toBe(true)
    expect(holds({ Null: { k: 'false' } }, { k: '' })).toBe(true)
    expect(holds({ Null: { k: ['true', 'false'] } })).toBe(true)
  })

  test('numbers and booleans of a JSON policy are their text', () => {
    expect(holds(untyped<Conditions>({ Bool: { k: true }, NumericLessThan: { n: [5] } }), { k: 'true', n: '4' })).toBe(
      true,
    )
  })

  test.each([
    'StringMatches',
    'stringEquals',
    'STRINGLIKE',
    'NullIfExists',
    'ForAllValues:Null',
    'ForAnyValue:',
    'ForSomeValues:StringLike',
    'forAnyValue:StringLike',
    'StringLikeIfExistsIfExists',
    'StringLike ',
    'NotBool',
    'toString',
    '__proto__x',
    '',
  ])('%j is unknown and never evaluated', (operator) => {
    expect(() => holds({ [operator]: { k: 'x' } })).toThrow(expect.objectContaining({ fault: 'unknown-operator' }))
  })
})
