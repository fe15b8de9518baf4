import type { PolicyDocument } from '../../../../core/policy/document'
import type { RuleCases } from './cases'
import { allow, can, cannot, COGNITO, of, OIDC, permission, policy, SAML, trust } from './subject'

const user = '${aws:PrincipalTag/user}'
const fine = permission(can('s3:GetObject'))
const condition = (operator: string, values: Record<string, string | string[]>) =>
  permission(can('s3:GetObject', '*', { [operator]: values }))

/** Conditions and patterns that do not mean what they seem to. */
export const conditionCases: readonly RuleCases[] = [
  {
    rule: 'version',
    fails: [
      ['the old one', of('trust', { ...policy(allow()), Version: '2008-10-17' }), null, 'the Version is "2008-10-17"'],
      ['none', of('trust', { Statement: [allow()] } as unknown as PolicyDocument), null, 'the Version is undefined'],
    ],
    passes: [['the new one', fine]],
    hasNothingToJudge: [],
  },
  {
    rule: 'for-all-values',
    fails: [
      [
        'a key that may be missing',
        permission(
          can('s3:GetObject'),
          can('s3:GetObject', '*', { 'ForAllValues:StringEquals': { 'aws:TagKeys': 'a' } }),
        ),
        1,
        'ForAllValues:StringEquals aws:TagKeys "a" also holds where the key is missing',
      ],
    ],
    passes: [
      [
        'a key that is required',
        permission(
          can('s3:GetObject', '*', {
            'ForAllValues:StringEquals': { 'aws:TagKeys': 'a' },
            Null: { 'aws:tagkeys': 'false' },
          }),
        ),
      ],
    ],
    hasNothingToJudge: [
      ['a Deny', permission(cannot('s3:GetObject', '*', { 'ForAllValues:StringEquals': { 'aws:TagKeys': 'a' } }))],
      ['ForAnyValue', permission(can('s3:GetObject', '*', { 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'a' } }))],
      [
        'amr, which has a rule of its own',
        trust(allow(COGNITO, {}, { 'ForAllValues:StringLike': { [`${COGNITO}:amr`]: 'authenticated' } })),
      ],
    ],
  },
  {
    rule: 'wildcard-under-equals',
    fails: [
      [
        'a star',
        condition('StringEquals', { 's3:prefix': ['home/', 'home/*'] }),
        0,
        'StringEquals s3:prefix takes "home/*" for plain text',
      ],
      [
        'a question mark, negated',
        condition('StringNotEqualsIgnoreCase', { 's3:prefix': 'a?' }),
        0,
        'takes "a?" for plain text',
      ],
    ],
    passes: [
      ['none', condition('StringEquals', { 's3:prefix': ['home/', user] })],
      ['a star that is meant', condition('StringEquals', { 's3:prefix': 'a${*}' })],
    ],
    hasNothingToJudge: [
      ['StringLike', condition('StringLike', { 's3:prefix': 'home/*' })],
      ['ArnEquals, which knows wildcards', condition('ArnEquals', { 'aws:PrincipalArn': 'arn:aws:iam::*:role/x' })],
    ],
  },
  {
    rule: 'many-stars',
    fails: [
      [
        'in a resource',
        permission(can('s3:GetObject', ['arn:aws:s3:::b/*', 'arn:aws:s3:::*a*b*c*/*'])),
        0,
        '"arn:aws:s3:::*a*b*c*/*" has 5 stars',
      ],
      ['in a condition', condition('StringNotLike', { 's3:prefix': '*a*a*a*a*' }), 0, 'has 5 stars'],
    ],
    passes: [
      ['four', permission(can('s3:GetObject', 'arn:aws:s3:::*a*b*/*'))],
      ['stars in plain text', permission(can('s3:GetObject', '*', { StringEquals: { 's3:prefix': '*****' } }))],
    ],
    hasNothingToJudge: [['none', permission(can('s3:GetObject', 'arn:aws:s3:::b'))]],
  },
  {
    rule: 'unknown-condition-key',
    fails: [
      ['a slip', condition('StringLike', { 's3:prefx': 'x' }), 0, 'there is no condition key s3:prefx'],
      [
        'a global one',
        condition('StringLike', { 'aws:PrincipalTags/x': 'x' }),
        0,
        'there is no condition key aws:PrincipalTags/x',
      ],
      [
        'without its tag',
        condition('StringLike', { 'aws:PrincipalTag': 'x' }),
        0,
        'there is no condition key aws:PrincipalTag',
      ],
      ['a service', condition('StringLike', { 's4:prefix': 'x' }), 0, 'there is no condition key s4:prefix'],
      ['no key', condition('StringLike', { prefix: 'x' }), 0, 'prefix is no condition key'],
      [
        'a variable',
        permission(can('s3:GetObject', 'arn:aws:s3:::b/${aws:PrincipleTag/user}/*')),
        0,
        'there is no condition key aws:PrincipleTag/user',
      ],
      [
        'of another provider',
        trust(allow(OIDC, {}, { StringEquals: { 'login.example.com:aud': 'x' } })),
        0,
        'is a key of another provider than login.example.com/oauth2/aus1',
      ],
    ],
    passes: [
      [
        'known ones, in any case',
        condition('StringLike', { 'S3:Prefix': 'x', 'aws:principaltag/x': 'y', 's3:ExistingObjectTag/x': 'y' }),
      ],
      ['of each protocol', trust(allow(SAML), allow(OIDC), allow(COGNITO))],
      ['variables and escapes', permission(can('s3:GetObject', `b/${user}/\${*}/\${aws:PrincipalTag/x, 'none'}`))],
      ['a provider’s, in a session', condition('StringEquals', { 'login.example.com:sub': 'x' })],
    ],
    hasNothingToJudge: [['none', fine]],
  },
]
