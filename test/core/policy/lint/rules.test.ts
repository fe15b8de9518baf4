import { lintRules } from '../../../../core/policy/lint'
import { actionCases } from './action-cases'
import { conditionCases } from './condition-cases'
import { contradictionCases } from './contradiction-cases'
import { groupCases } from './group-cases'
import { identityCases } from './identity-cases'
import { providerCases } from './provider-cases'
import { rightsCases } from './rights-cases'
import { runCases } from './run-cases'
import { storageCases } from './storage-cases'
import { verdicts } from './subject'

const all = [
  actionCases,
  conditionCases,
  contradictionCases,
  groupCases,
  identityCases,
  providerCases,
  rightsCases,
  runCases,
  storageCases,
].flat()

test('every rule has cases', () => {
  expect(all.map(({ rule }) => rule).sort()).toEqual(lintRules.map(({ id }) => id))
})

describe.each(all)('$rule', ({ rule, fails, passes, hasNothingToJudge }) => {
  test.each(fails)('fails: %s', (_, subject, statement, message) => {
    const found = verdicts(rule, subject)
    expect(found).toEqual([
      expect.objectContaining({ verdict: 'fail', statement, message: expect.stringContaining(message) as string }),
    ])
    expect(found[0]?.hint).not.toBe('')
  })

  test.each([...passes])('passes: %s', (_, subject) => {
    expect(verdicts(rule, subject)).toEqual([expect.objectContaining({ verdict: 'pass', message: '' })])
  })

  if (hasNothingToJudge.length > 0)
    test.each([...hasNothingToJudge])('has nothing to judge: %s', (_, subject) => {
      expect(verdicts(rule, subject)).toEqual([expect.objectContaining({ verdict: 'not-applicable', message: '' })])
    })
})

test.each(lintRules)('$id says what, why and where AWS says so', ({ id, what, reason, see }) => {
  expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/)
  expect(what).toMatch(/\.$/)
  expect(reason).toMatch(/\.$/)
  expect(see).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/\S+$/)
})
