import { RUN_TIME_PREFIX, runTimeCandidate } from '../../model/codes'
import { groupKey } from '../../model/group-names'
import { HUB } from '../../model/stack-names'
import type { Snapshot, Snapshots } from '../../access/snapshot/snapshot'
import type { Finding } from '../types'

type Found = Omit<Finding, 'risk'>

/**
 * Groups whose code is another, or one that was or may be another group's: sessions of before would open what is not
 * theirs. Codes hold in the whole mesh, and so a group is new where no environment had it.
 */
export function codeChanges(before: Snapshots, after: Snapshots): Found[] {
  const known = new Map([...before.values()].flatMap((each) => [...codesOf(each)]))
  const retired = before.get(HUB)?.rules?.retired ?? {}
  const found = [...after.values()].flatMap((side): Found[] => {
    const { environment } = side
    const own = before.get(environment)
    const old = own ? codesOf(own) : known
    return [...codesOf(side)].flatMap(([group, code]): Found[] => {
      const was = old.get(group) ?? known.get(group)
      if (was === code) return []
      const tell = (says: string, rule: Finding['rule'] = 'code-changed'): Found[] => [
        { rule, environment, message: `the group ${group} has the code ${code}, ${says}` },
      ]
      if (was !== undefined) return tell(`before ${was}`)
      const other = retired[code]
      if (other !== undefined)
        return groupKey(other) === groupKey(group) ? [] : tell(`which is retired and was that of ${other}`)
      if (!code.startsWith(RUN_TIME_PREFIX)) return []
      return isOwn(group, code)
        ? tell('which it may have got from an event: compare it with what `trustloom pull` says', 'run-time-code')
        : tell('which no lock file gives, and which may be that of a group of run time')
    })
  })
  return [...found, ...freed(before, after)]
}

/** How many codes an event tries for one group, as far as anybody will see: so many others would have to be taken. */
const PROBES = 8

const isOwn = (group: string, code: string): boolean =>
  Array.from({ length: PROBES }, (_, probe) => runTimeCandidate(groupKey(group), probe)).includes(code)

/** Codes that are no longer kept for the group that had them, and that this group has not got again. */
function freed(before: Snapshots, after: Snapshots): Found[] {
  const [was, is] = [before.get(HUB)?.rules?.retired, after.get(HUB)?.rules?.retired]
  if (!was || !is) return []
  const used = new Set([...after.values()].flatMap(({ groups }) => Object.keys(groups)))
  return Object.entries(was).flatMap(([code, group]): Found[] => {
    if (is[code] === group || used.has(code)) return []
    const message = `the code ${code} of ${group} is no longer retired: another group may get it`
    return [{ rule: 'code-changed', environment: HUB, message }]
  })
}

const codesOf = ({ groups }: Snapshot): ReadonlyMap<string, string> =>
  new Map(Object.entries(groups).map(([code, group]) => [group, code]))
