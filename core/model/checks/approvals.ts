import { error } from '../diagnostic'
import { directoryOf } from '../directory'
import { groupKey } from '../group-names'
import { didYouMean } from '../suggest'
import { accessEntriesOf } from './access-entries'
import type { Check } from './check'

/** An access entry was approved by who may: the dataset's owner or one of its stewards. */
export const checkApprovals: Check = (context) => {
  const directory = directoryOf(context.mesh)
  return accessEntriesOf(context).flatMap(({ name, dataset, entry: { approvedBy }, at }) => {
    // A slip of the pen is told as a group that the directory does not have.
    if (approvedBy === undefined || (directory && directory.size > 0 && !directory.has(approvedBy))) return []
    const approvers = [dataset.owner, ...dataset.stewards]
    if (approvers.some((group) => groupKey(group) === groupKey(approvedBy))) return []
    const hint = didYouMean(approvedBy, approvers) ?? `who may: ${approvers.join(', ')}`
    return [error('approver', `${approvedBy} may not approve access to ${name}`, at('approvedBy'), hint)]
  })
}
