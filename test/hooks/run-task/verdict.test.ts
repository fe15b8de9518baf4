import fc from 'fast-check'
import { RISKS } from '../../../core/model/risk/levels'
import type { Review } from '../../../core/review/types'
import { oneLine } from '../../../hooks/run-task/one-line'
import { verdictOf } from '../../../hooks/run-task/verdict'
import { finding, gained, reviewedEnvironment, reviewPath, reviewWith } from '../../support/review'
import { work } from './lab'
import { anyText } from '../../support/text'

const render = (review: Review): string => JSON.stringify(review)
const judge = (review: Review): ReturnType<typeof verdictOf> => verdictOf(review, { failOn: 'high', render })

const two = reviewWith({
  risk: 'high',
  environments: [reviewedEnvironment('lab', 'medium'), reviewedEnvironment('plant', 'high')],
  gained: [gained('lab'), gained('plant', 'high')],
  lost: [gained('plant', 'none')],
  changed: [{ before: reviewPath('lab'), after: reviewPath('lab'), risk: 'low', reasons: [] }],
  findings: [finding('plant')],
  notAnalysed: [{ environment: 'lab', address: 'aws_x.y', reason: 'is not known' }],
  regranted: [
    { ...reviewPath('lab'), groups: ['READERS'], services: ['notebooks'], permissions: ['SELECT'] },
    { ...reviewPath('lab'), groups: ['OWNERS'], services: ['notebooks'], permissions: ['SELECT'] },
  ],
  folded: { tags: 3, descriptions: 0, metadata: 0, others: 0 },
  approvals: [{ environment: 'plant', dataset: 'trials', owner: 'APPROVERS', stewards: [], risk: 'high' }],
  drift: { gained: [gained('lab')], lost: [], changed: [] },
})

describe('a verdict', () => {
  const { status, message, outcomes = [] } = judge(two)

  test('counts what changes', () => {
    expect([status, message]).toEqual([
      'failed',
      'High risk: 2 ways in gained, 1 lost, 1 changed, 2 grants given again, 1 changed outside Terraform, 1 finding, ' +
        '1 resource not analysed; a run fails from high on',
    ])
  })

  test('has an outcome for each environment, the riskiest first', () => {
    expect(
      outcomes.map(({ id, description, status: { label }, severity }) => [id, description, label, severity]),
    ).toEqual([
      ['access-plant', 'plant: 1 way in gained, 1 lost, 1 finding', 'Failed', { label: 'High', level: 'error' }],
      [
        'access-lab',
        'lab: 1 way in gained, 1 changed, 2 grants given again, 1 changed outside Terraform, 1 resource not analysed',
        'Passed',
        { label: 'Medium', level: 'warning' },
      ],
    ])
  })

  test('shows in each what is of its environment, all of it, and nothing else', () => {
    const shown = outcomes.map(({ body }) => JSON.parse(body) as Review)
    for (const key of ['gained', 'lost', 'changed', 'findings', 'notAnalysed', 'regranted', 'approvals'] as const) {
      expect(shown.flatMap((each) => each[key] as readonly unknown[])).toHaveLength(two[key].length)
    }
    expect(shown.map(({ environments: [each], digest, risk }) => [each?.name, digest, risk])).toEqual([
      ['plant', 'sha256:plant', 'high'],
      ['lab', 'sha256:lab', 'medium'],
    ])
    expect(outcomes[0]?.body).not.toContain('"lab')
    expect(shown.map(({ drift }) => drift.gained.length)).toEqual([0, 1])
    // Nobody knows of which environment they are.
    expect(shown.map(({ folded }) => folded.tags)).toEqual([0, 0])
    const one = judge(reviewWith({ environments: [reviewedEnvironment('lab', 'none')], folded: two.folded }))
    expect((JSON.parse(one.outcomes?.[0]?.body ?? '') as Review).folded).toEqual(two.folded)
  })

  test('tells a finding of what is no environment', () => {
    const { outcomes: [only] = [] } = judge(reviewWith({ risk: 'critical', findings: [finding('hub', 'critical')] }))
    expect([only?.id, only?.severity, only?.status.label]).toEqual([
      'access-hub',
      { label: 'Critical', level: 'error' },
      'Failed',
    ])
  })

  test.each(RISKS)('has a level for the risk %s', (risk) => {
    const { outcomes: [only] = [] } = judge(reviewWith({ risk, environments: [reviewedEnvironment('lab', risk)] }))
    const levels = { none: 'none', low: 'info', medium: 'warning', high: 'error', critical: 'error' }
    expect(only?.severity.level).toBe(levels[risk])
  })

  test('has as many outcomes as are taken, and says of how many it has none', () => {
    const environments = Array.from({ length: 13 }, (_, index) =>
      reviewedEnvironment(`e${index}`, index === 12 ? 'high' : 'low'),
    )
    const { outcomes: many = [] } = judge(reviewWith({ environments }))
    expect([many.length, many[0]?.id]).toEqual([10, 'access-e12'])
    expect(many.map(({ description }) => /3 more environments are not shown$/.test(description)).indexOf(true)).toBe(9)
  })

  test('leaves a body out that is too long', () => {
    const review = reviewWith({ environments: [reviewedEnvironment('lab', 'none')] })
    const bodyOf = (text: string): string | undefined =>
      verdictOf(review, { failOn: 'high', render: () => text }).outcomes?.[0]?.body
    expect(bodyOf('Æ'.repeat(499_999))).toHaveLength(499_999)
    expect(bodyOf('Æ'.repeat(500_000))).toMatch(/^The review is too long/)
  })
})

test('what people call things stays text of one line', async () => {
  const names = anyText({ maxLength: 300 })
  await fc.assert(
    fc.asyncProperty(names, async (name) => {
      const review = reviewWith({ risk: 'low', environments: [reviewedEnvironment(name, 'low')] })
      const done = await work({ run_message: name, workspace_name: name, run_id: name }, { review: () => review })
      expect([done.faults, done.taken.length]).toEqual([[], 2])
    }),
  )
})

test('a line has no characters that rule others', () => {
  expect(oneLine(' a\r\n\tb\u202e\u0000c\u2028d\ud800 ', 10)).toBe('a b c d')
  expect(oneLine('🏝🏝🏝', 2)).toBe('🏝…')
})
