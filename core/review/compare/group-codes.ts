import type { Snapshot } from '../../access/snapshot/snapshot'
import { groupKey } from '../../model/names'
import type { Said } from './many'

/** Groups whose code is another, or one that was another group's: sessions of before would open what is not theirs. */
export function codeChanges(before: Snapshot, after: Snapshot): Said[] {
  const old = codesOf(before)
  return [...codesOf(after)].flatMap(([group, code]): Said[] => {
    const subject = `the group ${group}`
    const was = old.get(group)
    if (was !== undefined && was !== code)
      return [{ rule: 'code-changed', subject, says: `has the code ${code}, before ${was}` }]
    const other = before.retired?.[code]
    return was === undefined && other !== undefined && groupKey(other) !== groupKey(group)
      ? [{ rule: 'code-changed', subject, says: `has the code ${code}, which is retired and was that of ${other}` }]
      : []
  })
}

const codesOf = ({ groups }: Snapshot): ReadonlyMap<string, string> =>
  new Map(Object.entries(groups).map(([code, group]) => [group, code]))
