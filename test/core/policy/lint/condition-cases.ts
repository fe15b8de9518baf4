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
  {
    rule: 'key-of-other-action',
    fails: [
      [
        'an Allow that never allows',
        permission(can('s3:GetObject', '*', { StringLike: { 's3:prefix': 'home/*' } })),
        0,
        'no request for s3:GetObject has the key of StringLike s3:prefix "home/*", so that it is never allowed',
      ],
      [
        'of another service',
        permission(can('athena:StartQueryExecution', '*', { StringEquals: { 'kms:ViaService': 'x' } })),
        0,
        'no request for athena:StartQueryExecution has the key',
      ],
      [
        'for one of two actions',
        permission(can(['s3:ListBucket', 's3:PutObject'], '*', { StringEquals: { 'S3:Prefix': 'x' } })),
        0,
        'no request for s3:PutObject has the key of StringEquals S3:Prefix "x", so that it is never allowed',
      ],
      [
        'a Deny for everybody',
        permission(cannot('s3:ListBucket', '*', { StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } })),
        0,
        'so that it is denied to everybody',
      ],
      [
        'a Deny for nobody',
        permission(cannot('s3:ListBucket', '*', { StringEquals: { 's3:x-amz-acl': 'public-read' } })),
        0,
        'so that the condition never matters',
      ],
      [
        'a pattern of actions',
        permission(can('glue:Get*', '*', { StringEquals: { 'glue:RoleAssumedBy': 'x' } })),
        0,
        'no request for glue:Get* has the key',
      ],
    ],
    passes: [
      ['with the action', permission(can('s3:ListBucket', '*', { StringLike: { 's3:prefix': 'home/*' } }))],
      ['with its resource', permission(can('kms:Decrypt', '*', { StringLike: { 'kms:ResourceAliases': 'alias/x' } }))],
      ['with a name inside', permission(can('s3:GetObject', '*', { StringEquals: { 's3:ExistingObjectTag/a': 'b' } }))],
      ['with one of a pattern', permission(can('s3:List*', '*', { StringLike: { 's3:prefix': 'x' } }))],
      [
        'a Deny that has the key for one',
        permission(cannot(['s3:ListBucket', 's3:PutObject'], '*', { StringEquals: { 's3:prefix': 'x' } })),
      ],
      [
        'if it exists',
        permission(can(['s3:ListBucket', 's3:GetObject'], '*', { StringLikeIfExists: { 's3:prefix': 'x' } })),
      ],
    ],
    hasNothingToJudge: [
      ['a global key', permission(can('s3:GetObject', '*', { Bool: { 'aws:SecureTransport': 'true' } }))],
      ['a provider’s', trust(allow(SAML))],
      ['none', fine],
    ],
  },
  {
    rule: 'operator-type',
    fails: [
      [
        'a value that is no number',
        permission(can('s3:ListBucket', '*', { NumericLessThanEquals: { 's3:max-keys': 'ten' } })),
        0,
        '"ten" is no value for NumericLessThanEquals s3:max-keys',
      ],
      [
        'a number as a text',
        permission(can('s3:ListBucket', '*', { StringEquals: { 's3:max-keys': '10' } })),
        0,
        'compares a key of the type Numeric with StringEquals',
      ],
      ['neither true nor false', condition('Bool', { 'aws:SecureTransport': 'yes' }), 0, '"yes" is no value for Bool'],
      ['a text as an ARN', condition('ArnLike', { 'aws:PrincipalOrgID': 'o-1' }), 0, 'of the type String with ArnLike'],
      ['a text as a date', condition('DateLessThan', { 'aws:CurrentTime': 'soon' }), 0, '"soon" is no value for'],
      ['no address', condition('IpAddress', { 'aws:SourceIp': '10.0.0.0/99' }), 0, '"10.0.0.0/99" is no value for'],
      [
        'an address as a text',
        condition('StringEquals', { 'aws:SourceIp': '10.0.0.1' }),
        0,
        'IPAddress with StringEquals',
      ],
      [
        'one of a list',
        permission(can('s3:ListBucket', '*', { NumericEquals: { 's3:max-keys': ['1', '2k'] } })),
        0,
        '"2k" is no value',
      ],
    ],
    passes: [
      ['a number', permission(can('s3:ListBucket', '*', { NumericLessThanEquals: { 's3:max-keys': '10' } }))],
      ['an ARN as a text', condition('StringLike', { 'aws:PrincipalArn': 'arn:aws:iam::*:role/x' })],
      ['true', condition('Bool', { 'aws:SecureTransport': 'true' })],
      ['a variable', condition('StringLike', { 's3:prefix': 'home/${aws:PrincipalTag/user}/*' })],
      ['a list of texts', condition('ForAnyValue:StringEquals', { 'aws:TagKeys': ['a', 'b'] })],
      ['a key of unknown type', condition('StringEquals', { 'login.example.com:sub': 'x' })],
    ],
    hasNothingToJudge: [
      ['whether it is there', condition('Null', { 's3:max-keys': 'true' })],
      ['none', fine],
    ],
  },
]
