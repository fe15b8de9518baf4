import type { Conditions } from '../../../../core/policy/document'
import { holds, untyped } from './ask'

const any = (
  operator: string,
  values: string | readonly string[],
  context: Record<string, string | string[]>,
): boolean => holds({ [`ForAnyValue:${operator}`]: { 'aws:TagKeys': values } }, context)
const all = (
  operator: string,
  values: string | readonly string[],
  context: Record<string, string | string[]>,
): boolean => holds({ [`ForAllValues:${operator}`]: { 'aws:TagKeys': values } }, context)

describe('condition blocks', () => {
  test('operators and keys are ANDed, the values of a key ORed', () => {
    const conditions = { StringEquals: { a: ['1', '2'], b: '3' }, StringLike: { c: 'x*' } }
    expect(holds(conditions, { a: '2', b: '3', c: 'xy' })).toBe(true)
    expect(holds(conditions, { a: '4', b: '3', c: 'xy' })).toBe(false)
    expect(holds(conditions, { a: '1', b: '4', c: 'xy' })).toBe(false)
    expect(holds(conditions, { a: '1', b: '3', c: 'y' })).toBe(false)
  })

  test('under a negated operator no value may match', () => {
    expect(holds({ StringNotEquals: { a: ['1', '2'] } }, { a: '3' })).toBe(true)
    expect(holds({ StringNotEquals: { a: ['1', '2'] } }, { a: '1' })).toBe(false)
    expect(holds({ StringNotLike: { a: ['x*', '*y'] } }, { a: 'zy' })).toBe(false)
    expect(holds({ NotIpAddress: { a: ['10.0.0.0/8', '::/0'] } }, { a: '::1' })).toBe(false)
  })

  test('an empty block asks for nothing', () => {
    expect(holds({})).toBe(true)
    expect(holds({ StringEquals: {} })).toBe(true)
  })

  const tags = (...keys: string[]): Record<string, string[]> => ({ 'aws:TagKeys': keys })

  test.each([
    [['a'], true, true],
    [['a', 'b'], true, true],
    [['a', 'x'], true, false],
    [['x'], false, false],
  ])('ForAnyValue and ForAllValues of a, b on %j: %j and %j', (keys, forAny, forAll) => {
    expect(any('StringEquals', ['a', 'b'], tags(...keys))).toBe(forAny)
    expect(all('StringEquals', ['a', 'b'], tags(...keys))).toBe(forAll)
    // Negated: a value of the request counts when it is none of those listed.
    expect(any('StringNotEquals', ['a', 'b'], tags(...keys))).toBe(!forAll)
    expect(all('StringNotEquals', ['a', 'b'], tags(...keys))).toBe(!forAny)
  })

  test.each([
    ['a missing key', {}],
    ['a key without a value', { 'aws:TagKeys': [] }],
  ])('%s: ForAllValues holds, ForAnyValue does not, negated or not; it is null', (_, context) => {
    for (const operator of ['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike']) {
      expect(all(operator, 'a', context)).toBe(true)
      expect(any(operator, 'a', context)).toBe(false)
    }
    expect(holds({ Null: { 'aws:TagKeys': 'true' } }, context)).toBe(true)
    expect(holds({ Null: { 'aws:TagKeys': 'false' } }, context)).toBe(false)
  })

  test('IfExists holds for a missing key, not for one without a value', () => {
    expect(any('StringEqualsIfExists', 'a', {})).toBe(true)
    expect(all('StringEqualsIfExists', 'a', {})).toBe(true)
    expect(any('StringEqualsIfExists', 'a', { 'aws:TagKeys': [] })).toBe(false)
    expect(any('StringEqualsIfExists', 'a', tags('b'))).toBe(false)
  })

  test('an empty string is a value', () => {
    expect(all('StringEquals', 'a', { 'aws:TagKeys': '' })).toBe(false)
    expect(any('StringEquals', '', { 'aws:TagKeys': '' })).toBe(true)
  })

  test('variables work in sets', () => {
    expect(any('StringLike', '${a:x}*', { ...tags('one', 'two'), 'a:x': 't' })).toBe(true)
    expect(all('StringNotLike', '${a:x}', tags('one'))).toBe(true)
  })

  test('a multivalued key without a set operator is not guessed at', () => {
    for (const operator of ['StringEquals', 'StringNotEquals', 'StringLikeIfExists']) {
      for (const keys of [[], ['a'], ['a', 'b']]) {
        expect(() => holds({ [operator]: { 'aws:TagKeys': 'a' } }, tags(...keys))).toThrow(
          'ForAnyValue or ForAllValues',
        )
      }
    }
    expect(holds({ Null: { 'aws:TagKeys': 'false' } }, tags('a'))).toBe(true)
  })

  test('keys are compared without case; two spellings of one are an error on either side', () => {
    expect(holds({ StringEquals: { 'SAML:aud': 'x' } }, { 'saml:AUD': 'x' })).toBe(true)
    expect(() => holds({}, { 'SAML:aud': 'x', 'saml:aud': 'x' })).toThrow(
      expect.objectContaining({ fault: 'invalid-request' }),
    )
    expect(() => holds({ StringEquals: { 'SAML:aud': 'x', 'saml:aud': 'x' } })).toThrow('two spellings')
    expect(holds({ StringEquals: { k: 'x' }, StringLike: { K: '*' } }, { k: 'x' })).toBe(true)
  })

  test.each<[string, unknown]>([
    ['no values', { StringLike: { k: [] } }],
    ['no text', { StringLike: { k: { not: 'text' } } }],
    ['null', { StringLike: { k: null } }],
    ['no keys', { StringLike: 'k' }],
    ['a list', [{ StringLike: { k: 'x' } }]],
  ])('%s is no condition', (_, conditions) => {
    expect(() => holds(untyped<Conditions>(conditions))).toThrow(expect.objectContaining({ fault: 'invalid-policy' }))
  })

  test('names of the object prototype are keys like any other', () => {
    expect(holds({ StringEquals: { constructor: 'x' } })).toBe(false)
    expect(holds({ StringEquals: { constructor: 'x' } }, { constructor: 'x' })).toBe(true)
    expect(holds({ Null: { toString: 'true' } })).toBe(true)
  })
})
