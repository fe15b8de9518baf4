import { checkUsages, describeUsage } from '../../../../core/model/quotas/report'
import { QUOTA_IDS, quotaOf, type QuotaId } from '../../../../core/model/quotas/table'
import type { Usage } from '../../../../core/model/quotas/usage'

const usage = (quota: QuotaId, used: number, more: Partial<Usage> = {}): Usage => ({
  quota,
  environment: 'lab',
  account: '111111111111',
  owner: 'it',
  used,
  limit: quotaOf(quota).limit,
  at: { file: 'lab.yaml', line: 3, column: 5 },
  ...more,
})

const told = (quota: QuotaId, used: number, more: Partial<Usage> = {}): string[] =>
  checkUsages([usage(quota, used, more)]).map(({ severity, code }) => `${severity} ${code}`)

const ERROR = ['error quota']
const WARNING = ['warning quota-near']

describe.each(QUOTA_IDS.map((id) => [id, quotaOf(id).rule] as const))('%s (%s)', (id, rule) => {
  const { limit, warnFrom } = quotaOf(id)
  const near = warnFrom ?? Math.ceil(limit * 0.8)

  test('under the mark says nothing', () => {
    expect(told(id, near - 1)).toEqual([])
    expect(told(id, 0)).toEqual([])
  })

  test('at the mark', () => {
    expect(told(id, near)).toEqual(rule === 'kept' ? [] : WARNING)
  })

  test('just under, at and just over the limit', () => {
    const warned = (used: number): string[] => (rule !== 'kept' && used >= near ? WARNING : [])
    expect(told(id, limit - 1)).toEqual(warned(limit - 1))
    expect(told(id, limit)).toEqual(warned(limit))
    expect(told(id, limit + 1)).toEqual(rule === 'refused' ? ERROR : warned(limit + 1))
  })

  test('says what, how much of how much, and where', () => {
    const over = usage(id, limit + 1)
    const quota = quotaOf(id)
    expect(describeUsage(over, quota)).toBe(
      `${quota.subject.replace('{owner}', 'it')} ${limit + 1} of ${limit} ${quota.unit}`,
    )
    for (const { at, message, hint } of checkUsages([over])) {
      expect([at, message]).toEqual([over.at, describeUsage(over, quota)])
      expect(hint).toContain(quota.advice)
    }
  })
})

test('four fifths are counted in whole numbers', () => {
  const marks = QUOTA_IDS.filter((id) => quotaOf(id).rule === 'refused').map(
    (id) => [id, quotaOf(id).limit * 4] as const,
  )
  for (const [id, fourfold] of marks) {
    const mark = Math.ceil(fourfold / 5)
    expect([id, told(id, mark - 1), told(id, mark)]).toEqual([id, [], WARNING])
  }
})

describe('a raised quota', () => {
  test.each([
    [1001, 1000, 'quotas: { roles: 2000 }'],
    [2001, 1000, 'quotas: { roles: 5000 }'],
    [2001, 2000, 'quotas: { roles: 5000 }'],
    [10_001, 1000, 'quotas: { roles: 10000 }'],
  ])('%d roles of %d can be raised to %s', (used, limit, hint) => {
    const [found] = checkUsages([usage('roles', used, { limit })])
    expect(found).toMatchObject({ severity: 'error', message: `the account it has ${used} of ${limit} roles` })
    expect(found?.hint).toMatch(
      new RegExp(`, or raise the quota in AWS and write it as ${hint.replace(/[{}]/g, '\\$&')}$`),
    )
  })

  test('that is at its most cannot be raised further', () => {
    const [found] = checkUsages([usage('roles', 10_001, { limit: 10_000 })])
    expect(found?.hint).toBe(quotaOf('roles').advice)
  })

  test('warns from four fifths of what it was raised to', () => {
    expect(told('roles', 1600, { limit: 2001 })).toEqual([])
    expect(told('roles', 1601, { limit: 2001 })).toEqual(WARNING)
  })
})

describe('many at once', () => {
  const roles = (used: (index: number) => number, count: number, environment = 'lab'): Usage[] =>
    Array.from({ length: count }, (_, index) => usage('trust-policy', used(index), { owner: `r${index}`, environment }))

  test('near a quota are one warning a quota and environment: the worst, and how many others', () => {
    const near = [...roles((index) => 1700 + (index % 7), 500), ...roles(() => 1800, 1, 'lab2'), usage('roles', 800)]
    expect(checkUsages(near).map(({ message }) => message)).toEqual([
      'the trust policy of r6 has 1706 of 2048 characters, with 499 more roles as near',
      'the trust policy of r0 has 1800 of 2048 characters',
      'the account it has 800 of 1000 roles',
    ])
  })

  test('with one other, in the singular', () => {
    expect(checkUsages(roles(() => 1700, 2))[0]?.message).toMatch(/, with 1 more role as near$/)
  })

  test('over a quota are an error each, before the warnings', () => {
    const found = checkUsages([...roles(() => 1700, 3), ...roles(() => 2049, 3)])
    expect(found.map(({ severity }) => severity)).toEqual(['error', 'error', 'error', 'warning'])
  })

  test('what is measured for its place goes before what the quota advises', () => {
    expect(checkUsages([usage('inline-policies', 10_241, { hint: 'do this' })])[0]?.hint).toBe('do this')
  })

  test('an owner is text, not a pattern of replacement', () => {
    expect(checkUsages([usage('trust-policy', 2049, { owner: "$& $' $1" })])[0]?.message).toContain("of $& $' $1 has")
  })
})
