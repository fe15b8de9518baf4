import { error } from '../diagnostic'
import { groupKey } from '../names'
import { accessEntriesOf } from './access-entries'
import type { Check } from './check'

/** An access entry was approved by who may: the dataset's owner or one of its stewards. */
export const checkApprovals: Check = (context) =>
  accessEntriesOf(context).flatMap(({ name, dataset, entry: { approvedBy }, at }) => {
    if (approvedBy === undefined) return []
    const approvers = [dataset.owner, ...dataset.stewards]
    if (approvers.some((group) => groupKey(group) === groupKey(approvedBy))) return []
    const hint = `who may: ${approvers.join(', ')}`
    return [error('approver', `${approvedBy} may not approve access to ${name}`, at('approvedBy'), hint)]
  })
