import type { Conditions } from '../../../../core/policy/document'
import type { RuleCases } from './cases'
import { can, cannot, of, policy } from './subject'

const asks = (condition: Conditions) => of('permission', policy(can('s3:GetObject', '*', condition)))
const K = 'sts:SourceIdentity'
const AGE = 'aws:MultiFactorAuthAge'

/** Conditions that can, and that cannot, hold together. */
export const contradictionCases: readonly RuleCases[] = [
  {
    rule: 'contradiction',
    fails: (
      [
        [
          'present and absent, by patterns',
          { StringLike: { [K]: '*@example.com' }, StringNotLike: { [K]: '*' } },
          `StringLike ${K} "*@example.com" contradicts StringNotLike ${K} "*"`,
        ],
        [
          'present and absent, by Null',
          { StringEquals: { [K]: 'a' }, Null: { [K]: 'true' } },
          `StringEquals ${K} "a" contradicts Null ${K} "true"`,
        ],
        [
          'a key in two spellings',
          { StringLike: { [K]: '*' }, Null: { [K.toLowerCase()]: 'true' } },
          'contradicts Null sts:sourceidentity',
        ],
        [
          'Null and a pattern that refuses all',
          { Null: { [K]: 'false' }, StringNotLikeIfExists: { [K]: '*' } },
          'contradicts',
        ],
        [
          'some value and none',
          { 'ForAnyValue:StringLike': { 'aws:TagKeys': 'a*' }, Null: { 'aws:TagKeys': 'true' } },
          'contradicts',
        ],
        [
          'what it refuses itself',
          { StringLike: { [K]: ['a@x', 'b@x'] }, StringNotLike: { [K]: ['*@x', 'c'] } },
          'one refuses every value that the other takes',
        ],
        [
          'ignoring case',
          { StringEquals: { [K]: 'Ann' }, StringNotEqualsIgnoreCase: { [K]: 'ANN' } },
          'one refuses every value',
        ],
        [
          'two that have no value in common',
          { StringEquals: { [K]: ['a', 'b'] }, StringLike: { [K]: ['c*', '*d'] } },
          'no value meets both',
        ],
        ['two patterns apart', { StringLike: { [K]: 'a*' }, StringLikeIfExists: { [K]: 'b*' } }, 'no value meets both'],
        [
          'a star that is plain text',
          { StringEquals: { [K]: '*' }, StringNotEquals: { [K]: '*' } },
          'one refuses every value',
        ],
        [
          'true and false',
          { Bool: { 'aws:SecureTransport': 'true' }, BoolIfExists: { 'aws:SecureTransport': 'false' } },
          'no value meets both',
        ],
        [
          'under and over',
          { NumericLessThan: { [AGE]: '10' }, NumericGreaterThanEquals: { [AGE]: ['10', '20'] } },
          'no value meets both',
        ],
        [
          'before and after',
          {
            DateLessThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' },
            DateGreaterThan: { 'aws:CurrentTime': '2026-06-01T00:00:00Z' },
          },
          'no value meets both',
        ],
        ['one of several, and none', { 'ForAnyValue:StringNotLike': { 'aws:TagKeys': '*' } }, 'can never hold'],
        [
          'a variable and itself',
          { StringLike: { [K]: '${aws:username}' }, StringNotLike: { [K]: '${aws:username}' } },
          'contradicts',
        ],
      ] as const
    ).map(([what, condition, message]) => [what, asks(condition), 0, message] as const),
    passes: (
      [
        ['several keys', { StringLike: { [K]: 'a*', 's3:prefix': 'b*' }, StringNotLike: { 'aws:userid': '*' } }],
        ['a pattern with an exception', { StringLike: { [K]: '*@x' }, StringNotLike: { [K]: 'root@x' } }],
        ['absent, asked twice', { StringNotLike: { [K]: '*' }, Null: { [K]: 'true' } }],
        ['one value left', { StringLike: { [K]: ['a', 'b'] }, StringNotLike: { [K]: 'a' } }],
        ['patterns that meet', { StringLike: { [K]: 'a*' }, StringLikeIfExists: { [K]: '*b' } }],
        ['case that matters', { StringEqualsIgnoreCase: { [K]: 'ann' }, StringNotEquals: { [K]: 'ANN' } }],
        [
          'a header that is there and right',
          {
            Null: { 's3:x-amz-server-side-encryption': 'false' },
            StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' },
          },
        ],
        [
          'several values of a key',
          { 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'a' }, 'ForAnyValue:StringNotEquals': { 'aws:TagKeys': 'a' } },
        ],
        ['both met by a missing key', { StringEqualsIfExists: { [K]: 'a' }, StringNotEquals: { [K]: 'a' } }],
        ['a variable that may be anything', { StringLike: { [K]: 'a${aws:username}' }, StringEquals: { [K]: 'ab' } }],
        ['a range', { NumericLessThanEquals: { [AGE]: '10' }, NumericGreaterThanEquals: { [AGE]: '10' } }],
      ] as const
    ).map(([what, condition]) => [what, asks(condition as unknown as Conditions)] as const),
    hasNothingToJudge: [['no condition', of('permission', policy(can('s3:GetObject'), cannot('s3:PutObject')))]],
  },
]
