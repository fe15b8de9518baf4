import fc from 'fast-check'
import { remembering } from '../../cli/lib/sign-in/remembering'
import { codePattern, groupTagValue } from '../../core/model/codes'
import type { PolicyDocument } from '../../core/policy/document'
import type { SignIn } from '../../core/policy/sign-in'
import { opening } from '../../core/proof/verify/trust/opens'

const codes = ['0aA1', '0aA2', '0aA3', '0aA4', 'bbbb']
const provider = 'arn:aws:iam::111111111111:saml-provider/acme-reports'
const role = 'arn:aws:iam::111111111111:role/acme/acme-lab-reader'

/** A trust policy that looks at the tag in some way. */
const policies: fc.Arbitrary<PolicyDocument> = fc
  .array(
    fc.record({
      Effect: fc.constantFrom('Allow' as const, 'Deny' as const),
      operator: fc.constantFrom('StringLike', 'StringNotLike', 'StringEquals', 'ForAnyValue:StringLike'),
      value: fc.subarray(codes, { minLength: 1 }).map((some) => some.map(codePattern)),
      other: fc.constantFrom(undefined, '*', '.0aA1.', '*A1*'),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((statements) => ({
    Version: '2012-10-17',
    Statement: statements.map(({ Effect, operator, value, other }) => ({
      Effect,
      Principal: { Federated: provider },
      Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'],
      Condition: { [operator]: { 'aws:RequestTag/GroupHash': other === undefined ? value : [other] } },
    })),
  }))

const attempts: fc.Arbitrary<SignIn> = fc
  .record({
    value: fc.oneof(
      fc.subarray(codes).map(groupTagValue),
      fc.constantFrom(
        '',
        '.0aA1',
        '.0aA1.0aA1.',
        '.0aA2.0aA1.',
        '.0a*1.',
        '.0a$1.',
        '...',
        groupTagValue(Array(52).fill('bbbb')),
      ),
    ),
    more: fc.constantFrom<Record<string, string>>({}, { initials: 'ANNA' }, { grouphash: '.0aA2.' }),
    aud: fc.constantFrom('a', 'b'),
  })
  .map(({ value, more, aud }) => ({
    role,
    provider,
    action: 'sts:AssumeRoleWithSAML',
    context: { 'SAML:aud': aud },
    tags: { GroupHash: value, ...more },
  }))

test('answers as the policy does, whatever it was asked before', () => {
  fc.assert(
    fc.property(policies, fc.array(attempts, { minLength: 2, maxLength: 12 }), (trust, all) => {
      const remembers = remembering(trust, opening(trust))
      const asks = opening(trust)
      for (const each of all) expect(remembers(each)).toBe(asks(each))
    }),
    { numRuns: 300 },
  )
})

const policy = (operator: string): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: provider },
      Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'],
      Condition: { [operator]: { 'aws:RequestTag/GroupHash': [codePattern('0aA1')] } },
    },
  ],
})

test.each<[string, string, string, string, boolean]>([
  ['a value with a character that STS does not take', 'StringNotLike', '.bbbb.', '.0a$1.', false],
  ['a value that is longer than STS takes', 'StringNotLike', '.bbbb.', groupTagValue(Array(52).fill('bbbb')), false],
  ['a code without the dot before it', 'StringLike', '.0aA1.', '0aA1.', false],
  ['no code at all', 'StringLike', '.0aA1.', '', false],
])('%s is not taken for what was asked before', (_, operator, first, value, opens) => {
  const trust = policy(operator)
  const remembers = remembering(trust, opening(trust))
  const attempt = (GroupHash: string): SignIn => ({
    role,
    provider,
    action: 'sts:AssumeRoleWithSAML',
    context: {},
    tags: { GroupHash },
  })
  expect([remembers(attempt(first)), remembers(attempt(value))]).toEqual([true, opens])
})

test('asks once for codes that the policy does not write', () => {
  const trust: PolicyDocument = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: provider },
        Action: '*',
        Condition: { StringLike: { 'aws:RequestTag/GroupHash': ['*.0aA1.*'] } },
      },
    ],
  }
  let asked = 0
  const remembers = remembering(trust, () => ++asked > 0)
  const base = { role, provider, action: 'sts:AssumeRoleWithSAML', context: {} } as const
  for (const code of codes) remembers({ ...base, tags: { GroupHash: groupTagValue([code]) } })
  expect(asked).toBe(2)
})
