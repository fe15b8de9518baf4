import { judgePolicies, lintPolicies, lintRules, type PolicySubject } from '../../../../core/policy/lint'
import { allow, can, deny, FACTS, of, policy } from './subject'

const bad = of('permission', policy(can('s3:GetObject'), can(['s3:Put*', 's3:Get*'])), 'b')
const worse = of('permission', policy(can('iam:*')), 'a')
const good = of('trust', policy(allow(), deny()), 'c')

test('only what fails is told, by place, rule and statement, whatever the order of the policies', () => {
  const told = lintPolicies([bad, good, worse], FACTS)
  expect(told.map(({ subject, rule, statement, verdict }) => [subject.owner, rule, statement, verdict])).toEqual([
    ['a', 'action-wildcard', 0, 'fail'],
    ['a', 'administrative-action', 0, 'fail'],
    ['a', 'pass-role', 0, 'fail'],
    ['b', 'action-wildcard', 1, 'fail'],
    ['b', 'action-wildcard', 1, 'fail'],
    ['b', 'administrative-action', 1, 'fail'],
  ])
  expect(lintPolicies([worse, bad, good], FACTS)).toEqual(told)
  expect(told[0]?.subject).toBe(worse)
})

test('every rule has one of three verdicts on every policy', () => {
  const judged = judgePolicies([good], FACTS)
  expect(judged.map(({ rule }) => rule)).toEqual(lintRules.map(({ id }) => id))
  expect(new Set(judged.map(({ verdict }) => verdict))).toEqual(new Set(['pass', 'not-applicable']))
  expect(judgePolicies([worse], FACTS).filter(({ verdict }) => verdict === 'fail')).toEqual(
    lintPolicies([worse], FACTS),
  )
})

test('a document that was changed in place is read again', () => {
  const statement = can('s3:GetObject') as { Action: string }
  const subject: PolicySubject = of('permission', policy(statement as never))
  expect(lintPolicies([subject], FACTS)).toEqual([])
  statement.Action = 's3:*'
  expect(lintPolicies([subject], FACTS)).not.toEqual([])
})

test('facts of another mesh lead to other verdicts on the same policy', () => {
  expect(lintPolicies([good], FACTS)).toEqual([])
  const rules = lintPolicies([good], { ...FACTS, sourceIdentity: '*@example.org', codes: { HFAt: ['X'] } }).map(
    ({ rule }) => rule,
  )
  expect(rules).toEqual(['group-unknown', 'source-identity-denied', 'source-identity-required'])
})

test('rules have distinct ids, in order', () => {
  const ids = lintRules.map(({ id }) => id)
  expect(ids).toEqual([...new Set(ids)].sort())
})
