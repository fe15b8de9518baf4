import type { ReviewedDataset } from '../../../../core/review/types'
import { found, reviewed, type Given } from '../../../support/review-sides'

const given = (dataset: Partial<ReviewedDataset> = {}): Given => ({
  datasets: [
    {
      name: 'trials',
      database: 'lab_trials',
      classification: 'internal',
      sensitivity: 'ordinary',
      owner: 'A',
      ...dataset,
    },
  ],
})

test.each<[string, Partial<ReviewedDataset>, Partial<ReviewedDataset>, string]>([
  ['another owner', {}, { owner: 'B' }, 'owner-changed: the dataset trials belongs to B, before to A'],
  [
    'a further steward',
    { stewards: ['S'] },
    { stewards: ['S', 'T'] },
    'owner-changed: the dataset trials has as steward T',
  ],
  [
    'a steward less',
    { stewards: ['S'] },
    { stewards: [] },
    'owner-changed: the dataset trials no longer has as steward S',
  ],
  [
    'a less sensitive classification',
    { classification: 'restricted', sensitivity: 'sensitive' },
    { classification: 'public', sensitivity: 'public' },
    'classification-changed: the dataset trials is public (public), before restricted (sensitive)',
  ],
  [
    'a classification of which nobody knows whether it is less',
    { classification: 'restricted', sensitivity: 'sensitive' },
    { classification: 'confidential', sensitivity: 'sensitive' },
    'classification-changed: the dataset trials is confidential (sensitive), before restricted (sensitive)',
  ],
  [
    'a more sensitive classification',
    {},
    { classification: 'restricted', sensitivity: 'sensitive' },
    'classification-raised: the dataset trials is restricted (sensitive), before internal (ordinary)',
  ],
])('a dataset with %s is told', (_, was, is, said) => {
  expect(found(given(was), given(is))).toEqual([said])
})

test('the owner of before must agree to another owner', () => {
  const { approvals } = reviewed(given({ stewards: ['S'] }), given({ owner: 'B', stewards: ['S'] }))
  expect(approvals.map(({ owner, stewards, risk }) => [owner, stewards, risk])).toEqual([
    ['A', ['S'], 'high'],
    ['B', ['S'], 'high'],
  ])
})

test('stewards that only one side knows are no change', () => {
  expect(found(given(), given({ stewards: ['S'] }))).toEqual([])
})
