import { compareText } from '../../model/diagnostic'
import { highest, type Risk } from '../../model/risk/levels'
import type { Snapshot } from '../../access/snapshot/snapshot'
import type { Approval, ChangedPath, RatedPath } from '../types'

/** What of a dataset somebody must agree to. */
export interface Approvable {
  readonly gained: readonly RatedPath[]
  readonly changed: readonly ChangedPath[]
  /** Names of datasets that lose data, or come to another owner, and how risky that is. */
  readonly others: readonly { readonly dataset: string; readonly risk: Risk }[]
}

/**
 * Whose data is reached by more, or in more ways, or would be destroyed: their owners must agree. Who owned a dataset
 * before a change must do so as well as who owns it after, and its stewards are those of before: a change does not name
 * who approves it.
 */
export function approvalsOf(
  environment: string,
  before: Snapshot | undefined,
  after: Snapshot | undefined,
  { gained, changed, others }: Approvable,
): Approval[] {
  const risks = new Map<string, Risk[]>()
  const add = (dataset: string | null, risk: Risk): void => {
    if (dataset === null) return
    const known = risks.get(dataset)
    if (known) known.push(risk)
    else risks.set(dataset, [risk])
  }
  for (const { path, risk } of gained) add(path.dataset, risk)
  for (const { after: path, risk, reasons } of changed)
    if (reasons.some((each) => each !== 'narrowed')) add(path.dataset, risk)
  for (const { dataset, risk } of others) add(dataset, risk)
  const byName = (side: Snapshot | undefined): Map<string, Snapshot['datasets'][number]> =>
    new Map(side?.datasets.map((each) => [each.name, each]))
  const [was, is] = [byName(before), byName(after)]
  return [...risks.keys()].sort(compareText).flatMap((dataset): Approval[] => {
    const both = [was.get(dataset), is.get(dataset)].filter((each) => each !== undefined)
    const stewards = both.find((each) => each.stewards !== undefined)?.stewards ?? []
    const owners = [...new Set(both.map((each) => each.owner))]
    return owners.map((owner) => ({ environment, dataset, owner, stewards, risk: highest(risks.get(dataset) ?? []) }))
  })
}
