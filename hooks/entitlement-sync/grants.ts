import { compareText } from '../../core/model/diagnostic'
import { sha256 } from '../../core/model/hash'
import { groupKey } from '../../core/model/group-names'
import type { GroupsByRole, LiveGrant } from '../lib/live-rows'

/** Equal for the same grants, in whatever order, spelling or repetition. */
export function digestOf(grants: readonly LiveGrant[]): string {
  const pairs = new Set(grants.map(({ group, role }) => JSON.stringify([groupKey(group), role])))
  return sha256([...pairs].sort().join('\n')).toString('hex')
}

/** Sorted, each once. */
export function byRole(grants: readonly LiveGrant[]): GroupsByRole {
  const roles = new Map<string, Set<string>>()
  for (const { group, role } of grants) roles.set(role, (roles.get(role) ?? new Set()).add(group))
  return Object.fromEntries([...roles].sort(byKey).map(([role, groups]) => [role, [...groups].sort()]))
}

/** What `after` has that `before` has not, sorted by role and group. */
export function missingIn(before: GroupsByRole, after: GroupsByRole): LiveGrant[] {
  return Object.entries(after)
    .sort(byKey)
    .flatMap(([role, groups]) => {
      const had = new Set(Object.hasOwn(before, role) ? before[role] : [])
      return groups.filter((group) => !had.has(group)).map((group) => ({ group, role }))
    })
}

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => compareText(a, b)
