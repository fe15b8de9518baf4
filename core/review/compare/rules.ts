import type { ChangeRules, EntryApproval } from '../../model/change-rules'
import { RISKS, type Risk } from '../../model/risk/levels'
import type { Snapshot } from '../../access/snapshot/snapshot'
import type { Said } from './many'

type Told = Omit<Said, 'rule' | 'address'>

/** How changes are checked, rated and approved from now on. An input that does not tell it is not compared. */
export function ruleChanges(before: Snapshot, after: Snapshot): Said[] {
  const [was, is] = [before.rules, after.rules]
  if (!was) return []
  const found = is
    ? [
        ...ratings(was, is),
        ...directory(was, is),
        ...classifications(was, is),
        ...runTask(was, is),
        ...waivers(was, is),
        ...approvers(was, is, after),
      ]
    : [{ subject: 'the output `trustloom`', says: 'no longer tells how changes are rated and approved' }]
  return found.map((each) => ({ ...each, rule: 'review-settings-changed' }))
}

function ratings(was: ChangeRules, is: ChangeRules): Told[] {
  const text = ({ risk }: ChangeRules): string => JSON.stringify(Object.entries(risk).sort())
  return text(was) === text(is)
    ? []
    : [{ subject: '`review` of mesh.yaml', says: 'changes, and the stricter level of each reason counts here' }]
}

function directory(was: ChangeRules, is: ChangeRules): Told[] {
  if (was.directory === undefined || was.directory === is.directory) return []
  const says =
    is.directory === undefined
      ? 'is gone from mesh.yaml: a group that does not exist is no error any more'
      : `is ${is.directory}, before ${was.directory}: what groups there are is read from there`
  return [{ subject: '`directory`', says }]
}

function classifications({ classifications: was }: ChangeRules, { classifications: is }: ChangeRules): Told[] {
  return was.join() === is.join()
    ? []
    : [{ subject: 'the order of classifications', says: `is ${is.join(', ')}, before ${was.join(', ')}` }]
}

/** Of a run task that rates nothing more strictly than before. */
function runTask({ failOn: was }: ChangeRules, { failOn: is }: ChangeRules): Told[] {
  const rank = (risk: Risk): number => RISKS.indexOf(risk)
  if (was === undefined || (is !== undefined && rank(is) <= rank(was))) return []
  const subject = 'the run task of the hub'
  return [
    is === undefined
      ? { subject, says: 'is gone: nobody reviews the plans of runs any more' }
      : { subject, says: `lets runs pass whose risk is less than ${is}, before less than ${was}` },
  ]
}

function waivers({ waivers: was }: ChangeRules, { waivers: is }: ChangeRules): Told[] {
  const key = ({ rule, at }: ChangeRules['waivers'][number]): string => JSON.stringify([rule, at])
  const known = new Set(was.map(key))
  return is
    .filter((each) => !known.has(key(each)))
    .map(({ rule, at, reason }) => ({ subject: `the rule ${rule}`, says: `is waived at ${at}: ${reason}` }))
}

/** Entries that stay, and of which somebody else, or nobody, is said to have approved them. */
function approvers(was: ChangeRules, is: ChangeRules, { paths }: Snapshot): Told[] {
  const key = ({ dataset, role, tables }: EntryApproval): string => JSON.stringify([dataset, role, tables])
  const now = new Map(is.approvals.map((each) => [key(each), each.approvedBy]))
  return was.approvals.flatMap((each): Told[] => {
    const { dataset, role, approvedBy } = each
    const by = now.get(key(each))
    if (by === approvedBy) return []
    const isThere = paths.some(({ way, path }) => way.role === role && path.dataset === dataset)
    if (by === undefined && !isThere) return []
    const says = `is said to be approved by ${by ?? 'nobody'}, before by ${approvedBy}`
    return [{ subject: `access of ${role} to ${dataset}`, says }]
  })
}
