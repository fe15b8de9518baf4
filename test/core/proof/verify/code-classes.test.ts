import fc from 'fast-check'
import { groupTagValue } from '../../../../core/model/codes'
import type { PolicyDocument, Statement } from '../../../../core/policy/document'
import { codeClasses } from '../../../../core/policy/code-classes'
import { opening } from '../../../../core/policy/opening'
import { crowded } from '../../../../core/proof/verify/trust/opens'
import { runs } from '../../../support/scale'

const PROVIDER = 'arn:aws:iam::111111111111:saml-provider/p'
const CODES = ['aaaa', 'aaab', 'Aaaa', 'b0b0', 'cccc', 'dddd', '0000', 'zzzz']

const pattern = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...CODES).map((code) => `*.${code}.*`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '*',
      '*.????.*',
      '*.aa*',
      '*.aaaa',
      'aaaa',
      '.aaaa.',
      '*.${aws:RequestTag/Other}.*',
      '*.aaa.*',
    ),
  },
)
const operator = fc.constantFrom(
  'StringLike',
  'StringNotLike',
  'StringLikeIfExists',
  'StringNotLikeIfExists',
  'ForAnyValue:StringLike',
  'ForAllValues:StringNotLike',
  'StringEquals',
  'StringNotEquals',
)
const condition = fc.dictionary(
  operator,
  fc.dictionary(
    fc.constantFrom('aws:RequestTag/GroupHash', 'aws:requesttag/grouphash', 'aws:RequestTag/Other'),
    fc.array(pattern, { minLength: 1, maxLength: 4 }),
    { minKeys: 1, maxKeys: 2 },
  ),
  { maxKeys: 2 },
)
const statement: fc.Arbitrary<Statement> = fc.record({
  Effect: fc.constantFrom('Allow' as const, 'Allow' as const, 'Deny' as const),
  Principal: fc.constant({ Federated: PROVIDER }),
  Action: fc.constant(['sts:AssumeRoleWithSAML', 'sts:TagSession']),
  Condition: condition,
})
const trust: fc.Arbitrary<PolicyDocument> = fc.record({
  Version: fc.constantFrom('2012-10-17', '2008-10-17'),
  Statement: fc.array(statement, { minLength: 1, maxLength: 4 }),
})

const decide = (document: PolicyDocument, groups: string): boolean =>
  opening(document)({
    role: 'arn:aws:iam::111111111111:role/r',
    provider: PROVIDER,
    action: 'sts:AssumeRoleWithSAML',
    tags: { GroupHash: groups, Other: 'bbbb' },
    context: {},
  })

test('one code of a class is decided as each of its codes is, alone and in company', () => {
  let shared = 0
  fc.assert(
    fc.property(trust, (document) => {
      for (const [first = '', ...rest] of codeClasses(document, CODES)) {
        for (const other of rest) {
          shared += 1
          expect(decide(document, groupTagValue([other]))).toBe(decide(document, groupTagValue([first])))
          expect(crowded(other).map((each) => decide(document, each))).toEqual(
            crowded(first).map((each) => decide(document, each)),
          )
        }
      }
    }),
    { numRuns: runs(2_000) },
  )
  expect(shared).toBeGreaterThan(runs(1_000))
})

test.each(['*', '*.????.*', '.aaaa.', '*.aaa.*', '*.aaaa.b*', '*.${aws:RequestTag/GroupHash}.*'])(
  'where the tag is compared with %s, every code is a class',
  (value) => {
    const document: PolicyDocument = {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: PROVIDER },
          Action: 'sts:AssumeRoleWithSAML',
          Condition: { StringLike: { 'aws:RequestTag/GroupHash': ['*.aaaa.*', value] } },
        },
      ],
    }
    expect(codeClasses(document, CODES)).toHaveLength(CODES.length)
  },
)

test('a policy of regular patterns has one class for its codes, and one for all others', () => {
  const document: PolicyDocument = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: PROVIDER },
        Action: 'sts:AssumeRoleWithSAML',
        Condition: { StringLike: { 'aws:RequestTag/GroupHash': ['*.aaaa.*', '*.b0b0.*'] } },
      },
    ],
  }
  expect(codeClasses(document, CODES)).toEqual([
    ['aaaa', 'b0b0'],
    ['aaab', 'Aaaa', 'cccc', 'dddd', '0000', 'zzzz'],
  ])
})
