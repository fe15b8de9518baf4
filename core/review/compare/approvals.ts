import { compareText } from '../../model/diagnostic'
import { highest, type Risk } from '../../model/risk/levels'
import type { Approval, ChangedPath, RatedPath, ReviewedDataset } from '../types'

/** Whose data is reached by more, or in more ways: their owners must agree. */
export function approvalsOf(
  environment: string,
  datasets: readonly ReviewedDataset[],
  gained: readonly RatedPath[],
  changed: readonly ChangedPath[],
): Approval[] {
  const risks = new Map<string, Risk[]>()
  const add = (dataset: string | null, risk: Risk): void => {
    if (dataset !== null) risks.set(dataset, [...(risks.get(dataset) ?? []), risk])
  }
  for (const { path, risk } of gained) add(path.dataset, risk)
  for (const { after, risk, reasons } of changed)
    if (reasons.some((each) => each !== 'narrowed')) add(after.dataset, risk)
  return datasets
    .flatMap(({ name: dataset, owner, stewards = [] }): Approval[] => {
      const all = risks.get(dataset)
      return all ? [{ environment, dataset, owner, stewards, risk: highest(all) }] : []
    })
    .sort((a, b) => compareText(a.dataset, b.dataset))
}
