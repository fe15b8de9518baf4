import fc from 'fast-check'
import type { Carried } from '../../cli/lib/sign-in/carried'
import { finder, type Admits } from '../../cli/lib/sign-in/finder'
import type { RenderedRole } from '../../cli/lib/sign-in/rendered'
import { codePattern, groupTagValue } from '../../core/model/codes'
import type { PolicyDocument } from '../../core/policy/document'
import { opening } from '../../core/policy/opening'
import { runs } from '../support/scale'

const codes = ['0aA1', '0aA2', '0aA3', '0aA4', 'bbbb']
const provider = 'arn:aws:iam::111111111111:oidc-provider/example.com'

const admits: Admits = ({ trust, arn: role }, { tags, context }) =>
  opening(trust)({ role, provider, action: 'sts:AssumeRoleWithWebIdentity', context, tags })

const policy = (
  statements: readonly { Effect: 'Allow' | 'Deny'; operator: string; value: string[] }[],
): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: statements.map(({ Effect, operator, value }) => ({
    Effect,
    Principal: { Federated: provider },
    Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
    Condition: { [operator]: { 'aws:RequestTag/GroupHash': value } },
  })),
})

const role = (trust: PolicyDocument, index: number): RenderedRole =>
  ({ arn: `arn:aws:iam::111111111111:role/acme/${index}`, name: String(index), trust }) as RenderedRole

/** Roles that look at the tag in some way. */
const roles = fc
  .array(
    fc.array(
      fc.record({
        Effect: fc.constantFrom('Allow' as const, 'Allow' as const, 'Deny' as const),
        operator: fc.constantFrom('StringLike', 'StringNotLike', 'StringEquals', 'ForAnyValue:StringLike'),
        value: fc.oneof(
          { weight: 4, arbitrary: fc.subarray(codes, { minLength: 1 }).map((some) => some.map(codePattern)) },
          { weight: 1, arbitrary: fc.constantFrom<string[][]>(['*'], ['.0aA1.'], ['*A1*']) },
        ),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((all) => all.map((statements, index) => role(policy(statements), index)))

const carried: fc.Arbitrary<Carried> = fc
  .record({
    value: fc.oneof(
      fc.subarray(codes).map(groupTagValue),
      fc.constantFrom('', '.0aA1', '.0aA1.0aA1.', '.0aA2.0aA1.', '.0a*1.', '.0a$1.', '...', '.-000.'),
    ),
    more: fc.constantFrom<Record<string, string>>({}, { initials: 'ANNA' }, { grouphash: '.0aA2.' }),
    aud: fc.constantFrom('a', 'b'),
  })
  .map(({ value, more, aud }) => ({
    tags: { GroupHash: value, ...more },
    transitiveTags: [],
    context: { 'example.com:aud': aud },
  }))

const named = (found: readonly RenderedRole[]): string[] => found.map(({ name }) => name).sort()

test('finds the roles that admit a token, whatever it was asked before', () => {
  fc.assert(
    fc.property(roles, fc.array(carried, { minLength: 2, maxLength: 10 }), (all, tokens) => {
      const find = finder(all, admits)
      for (const each of tokens) expect(named(find(each))).toEqual(named(all.filter((one) => admits(one, each))))
    }),
    { numRuns: runs(300) },
  )
})

const token = (GroupHash: string, more: Record<string, string> = {}): Carried => ({
  tags: { GroupHash, ...more },
  transitiveTags: [],
  context: {},
})

test.each<[string, string, string, string]>([
  ['a value with a character that STS does not take', 'StringNotLike', '.bbbb.', '.0a$1.'],
  ['a value that is longer than STS takes', 'StringNotLike', '.bbbb.', groupTagValue(Array<string>(52).fill('bbbb'))],
  ['a code without the dot before it', 'StringLike', '.0aA1.', '0aA1.'],
  ['no code at all', 'StringLike', '.0aA1.', ''],
])('%s is not taken for what was asked before', (_, operator, first, value) => {
  const find = finder([role(policy([{ Effect: 'Allow', operator, value: [codePattern('0aA1')] }]), 0)], admits)
  expect([named(find(token(first))), named(find(token(value)))]).toEqual([['0'], []])
})

test('asks those roles alone that write a code of the session, and all of them once for nobody', () => {
  const all = codes.map((code, index) =>
    role(policy([{ Effect: 'Allow', operator: 'StringLike', value: [codePattern(code)] }]), index),
  )
  let asked = 0
  const find = finder(all, (...each) => (asked++, admits(...each)))
  for (const code of codes) expect(named(find(token(groupTagValue([code]))))).toEqual([String(codes.indexOf(code))])
  expect(asked).toBe(codes.length * 2)
  find(token(groupTagValue(['0aA1']), { initials: 'ANNA' }))
  expect(asked).toBe(codes.length * 3 + 1)
})
