import fc from 'fast-check'
import type { PolicyDocument } from '../../../../core/policy/document'
import { evaluate } from '../../../../core/policy/evaluate'
import { allows, holds, ROLE, untyped } from './ask'

const home = (context: Record<string, string | string[]>, resource: string, key = 'aws:PrincipalTag/user'): boolean =>
  allows({ Resource: `arn:aws:s3:::home/\${${key}}/*` }, { resource: `arn:aws:s3:::home/${resource}`, context })

describe('policy variables', () => {
  test('take the value of a single-valued key, whatever its case', () => {
    expect(home({ 'aws:PrincipalTag/user': 'abcd' }, 'abcd/file')).toBe(true)
    expect(home({ 'AWS:principaltag/USER': 'abcd' }, 'abcd/file')).toBe(true)
    expect(home({ 'aws:PrincipalTag/user': 'abcd' }, 'efgh/file')).toBe(false)
    expect(holds({ StringEquals: { k: 'a-${aws:username}-b' } }, { k: 'a-me-b', 'aws:username': 'me' })).toBe(true)
    expect(holds({ StringEquals: { k: '${a:x}${a:y}' } }, { k: 'onetwo', 'a:x': 'one', 'a:y': 'two' })).toBe(true)
  })

  test('the wildcards around them stay wildcards', () => {
    const context = { k: 'left-me-right', 'a:x': 'me' }
    expect(holds({ StringLike: { k: '*-${a:x}-righ?' } }, context)).toBe(true)
    expect(holds({ StringLike: { k: '?-${a:x}-*' } }, context)).toBe(false)
    expect(allows({ Resource: 'arn:aws:s3:::*/${a:x}*' }, { resource: 'arn:aws:s3:::b/men', context })).toBe(true)
  })

  test('what they put in is literal, also where it looks like a wildcard or a variable', () => {
    for (const value of ['*', '?', '????', '${a:y}', '${*}']) {
      expect(home({ 'aws:PrincipalTag/user': value, 'a:y': 'abcd' }, 'abcd/file')).toBe(false)
      expect(home({ 'aws:PrincipalTag/user': value, 'a:y': 'abcd' }, `${value}/file`)).toBe(true)
    }
  })

  test('an empty tag is a value, unlike a missing one', () => {
    expect(home({ 'aws:PrincipalTag/user': '' }, '/file')).toBe(true)
    expect(home({}, '/file')).toBe(false)
    expect(home({}, '${aws:PrincipalTag/user}/file')).toBe(false)
  })

  test('a default stands in for a missing key only, and is literal', () => {
    const key = "aws:PrincipalTag/user, 'no*body'"
    expect(home({}, 'no*body/file', key)).toBe(true)
    expect(home({}, 'nosuchbody/file', key)).toBe(false)
    expect(home({ 'aws:PrincipalTag/user': '' }, 'no*body/file', key)).toBe(false)
    expect(home({}, '/file', "aws:PrincipalTag/user, ''")).toBe(true)
    expect(holds({ StringEquals: { k: "${a:x, '}'}" } }, { k: '}' })).toBe(true)
  })

  test('a multivalued key has no value to put in', () => {
    expect(home({ 'aws:PrincipalTag/user': ['abcd'] }, 'abcd/file')).toBe(false)
    expect(home({ 'aws:PrincipalTag/user': ['abcd'] }, 'x/file', "aws:PrincipalTag/user, 'x'")).toBe(false)
  })

  test.each([
    ['${*}', '*', 'a'],
    ['${?}', '?', 'a'],
    ['${$}', '$', 'a'],
    ['a${*}*', 'a*b', 'ab'],
    ['${$}{a:x}', '${a:x}', 'value'],
  ])('%s is the character itself', (pattern, itself, other) => {
    expect(holds({ StringLike: { k: pattern } }, { k: itself, 'a:x': 'value' })).toBe(true)
    expect(holds({ StringLike: { k: pattern } }, { k: other, 'a:x': 'value' })).toBe(false)
  })

  test.each(['StringEquals', 'StringEqualsIgnoreCase', 'StringLike', 'ArnEquals', 'ArnLike'])(
    'without a value %s does not match and its negation does',
    (operator) => {
      const negation = operator.replace(/^(String|Arn)/, '$1Not')
      const value = operator.startsWith('Arn') ? 'arn:aws:iam::1:user/${a:x}' : '${a:x}'
      for (const context of [{ k: '' }, { k: 'arn:aws:iam::1:user/' }, { k: value }]) {
        expect(holds({ [operator]: { k: value } }, context)).toBe(false)
        expect(holds({ [negation]: { k: value } }, context)).toBe(true)
      }
    },
  )

  test('beside a variable without a value the other values still count', () => {
    expect(holds({ StringEquals: { k: ['${a:x}', 'b'] } }, { k: 'b' })).toBe(true)
    expect(holds({ StringNotEquals: { k: ['${a:x}', 'b'] } }, { k: 'b' })).toBe(false)
    expect(allows({ Resource: ['arn:aws:s3:::${a:x}', 'arn:aws:s3:::b*'] })).toBe(true)
  })

  test('a NotResource value without a value covers nothing', () => {
    expect(allows({ Resource: undefined, NotResource: 'arn:aws:s3:::bucket/${a:x}*' })).toBe(true)
    expect(
      allows({ Resource: undefined, NotResource: 'arn:aws:s3:::bucket/${a:x}*' }, { context: { 'a:x': '' } }),
    ).toBe(false)
  })

  test.each(['2008-10-17', undefined])('version %s: plain text', (version) => {
    const document = untyped<PolicyDocument>({
      Version: version,
      Statement: [{ Effect: 'Allow', Action: '*', Resource: 'arn:aws:s3:::${aws:username}/*' }],
    })
    const answer = (resource: string): string =>
      evaluate([document], {
        principal: { type: 'AWS', id: ROLE },
        action: 's3:GetObject',
        resource,
        context: { 'aws:username': 'me' },
      }).effect
    expect(answer('arn:aws:s3:::me/x')).toBe('Deny')
    expect(answer('arn:aws:s3:::${aws:username}/x')).toBe('Allow')
  })

  test.each(['${', '${}', '${a:x', "${a:x,'y'}", '${a:x, y}', '${${a:x}}', '${**}'])('%s is malformed', (value) => {
    expect(() => holds({ StringEquals: { k: value } }, { k: 'x' })).toThrow('malformed policy variable')
  })

  test('before the fifth colon of a resource none may stand', () => {
    expect(() => allows({ Resource: 'arn:aws:s3:${aws:region}::x' })).toThrow('before the fifth colon')
    expect(() => allows({ Resource: '${a:x}' })).toThrow('before the fifth colon')
  })

  test('operators of other types know none', () => {
    for (const operator of ['NumericEquals', 'DateEquals', 'Bool', 'IpAddress', 'BinaryEquals', 'Null']) {
      expect(() => holds({ [operator]: { k: '${a:x}' } }, { k: '1', 'a:x': '1' })).toThrow()
    }
  })

  test('property: a substituted value matches its own text alone', () => {
    const any = fc.string({ unit: fc.constantFrom('*', '?', '$', '{', '}', 'a', '/', '😀', ':'), maxLength: 8 })
    fc.assert(
      fc.property(any, any, (value, other) => {
        expect(home({ 'aws:PrincipalTag/user': value }, `${other}/f`)).toBe(
          value === other || `${other}/f`.startsWith(`${value}/`),
        )
        expect(holds({ StringLike: { k: '${a:x}' } }, { k: other, 'a:x': value })).toBe(value === other)
        expect(holds({ StringNotLike: { k: '${a:x}' } }, { k: other, 'a:x': value })).toBe(value !== other)
      }),
    )
  })
})
