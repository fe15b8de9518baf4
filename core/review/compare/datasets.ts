import type { Sensitivity } from '../../model/sensitivity'
import type { Snapshot } from '../../access/snapshot/snapshot'
import type { ReviewedDataset } from '../types'
import { namesOf, type Said } from './many'

/** What is found of a dataset that stays. */
export interface DatasetSaid extends Said {
  readonly dataset: string
}

const RANK: Readonly<Record<Sensitivity, number>> = { public: 0, ordinary: 1, sensitive: 2 }

/** Who owns data and how sensitive it is called decide how the next change is rated, and who must agree to it. */
export function datasetChanges(before: Snapshot, after: Snapshot): DatasetSaid[] {
  const known = new Map(before.datasets.map((each) => [each.name, each]))
  return after.datasets.flatMap((is) => {
    const was = known.get(is.name)
    return was ? [...ownerSaid(was, is), ...classificationSaid(was, is), ...stewardsSaid(was, is)] : []
  })
}

const of = (name: string): Pick<DatasetSaid, 'dataset' | 'subject'> => ({
  dataset: name,
  subject: `the dataset ${name}`,
})

const ownerSaid = (was: ReviewedDataset, is: ReviewedDataset): DatasetSaid[] =>
  was.owner === is.owner
    ? []
    : [{ ...of(is.name), rule: 'owner-changed', says: `belongs to ${is.owner}, before to ${was.owner}` }]

/** The order of classifications is not known of every side: only what is surely more sensitive is. */
function classificationSaid(was: ReviewedDataset, is: ReviewedDataset): DatasetSaid[] {
  if (was.classification === is.classification && was.sensitivity === is.sensitivity) return []
  const isRaised = RANK[is.sensitivity] > RANK[was.sensitivity]
  return [
    {
      ...of(is.name),
      rule: isRaised ? 'classification-raised' : 'classification-changed',
      says: `is ${is.classification} (${is.sensitivity}), before ${was.classification} (${was.sensitivity})`,
    },
  ]
}

/** Only files tell them. */
function stewardsSaid({ stewards: old }: ReviewedDataset, { name, stewards }: ReviewedDataset): DatasetSaid[] {
  if (old === undefined || stewards === undefined) return []
  const [come, gone] = [stewards.filter((each) => !old.includes(each)), old.filter((each) => !stewards.includes(each))]
  return [
    ...(come.length > 0
      ? [{ ...of(name), rule: 'owner-changed' as const, says: `has as steward ${namesOf(come)}` }]
      : []),
    ...(gone.length > 0
      ? [{ ...of(name), rule: 'owner-changed' as const, says: `no longer has as steward ${namesOf(gone)}` }]
      : []),
  ]
}
