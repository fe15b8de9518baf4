import type { Fact } from '../../../../core/access/snapshot/fact'
import type { ReviewPath } from '../../../../core/review/types'
import { allow, found, policyOf } from '../../../support/review-sides'

const ROLE = 'acme-lab-reader'
const TABLE = 'arn:aws:glue:eu-central-1:111111111111:table/lab_trials/visits'
const policy = (...actions: string[]): Fact[] => [policyOf(ROLE, [allow(['glue:GetTable', ...actions], TABLE)])]
const widened = (before: Partial<ReviewPath>[], after: Partial<ReviewPath>[], ...actions: string[]): string[] =>
  found({ paths: before, facts: policy() }, { paths: after, facts: policy(...actions) }).filter((each) =>
    each.startsWith('policy-widened'),
  )

test.each<[string, Partial<ReviewPath>[], Partial<ReviewPath>[]]>([
  ['is limited', [{}], [{ rows: 'a = 1' }]],
  ['lasts less long', [{ sessionHours: 4 }], [{ sessionHours: 1 }]],
  ['only reads', [], [{}]],
  ['comes to see all rows', [{ rows: 'a = 1' }], [{}]],
])('a path that %s does not hide that a table may be deleted', (_, before, after) => {
  expect(widened(before, after, 'glue:DeleteTable')).toEqual([
    `policy-widened: ${ROLE} may now do more: glue:DeleteTable`,
  ])
})

test('a path that drops tables says that they may be deleted', () => {
  expect(widened([], [{ permission: 'DROP' }], 'glue:DeleteTable')).toEqual([])
})

test('a path that reads says what reading needs', () => {
  expect(widened([], [{}], 'glue:GetPartitions')).toEqual([])
})

test('a path that is limited does not say what more is read', () => {
  expect(widened([{}], [{ rows: 'a = 1' }], 'glue:GetPartitions')).toEqual([
    `policy-widened: ${ROLE} may now do more: glue:GetPartitions`,
  ])
})
