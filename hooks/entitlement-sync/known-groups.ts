import type { HookConfig } from '../../core/model/hook-config'
import { groupKey, groupLook } from '../../core/model/group-names'
import type { CodedGroup } from '../lib/live-index'

/** What the lock file says of groups, found by what they are compared by. */
export interface LockedGroups {
  /** Those that the mesh declares. */
  readonly declared: ReadonlyMap<string, CodedGroup>
  /** Those that it declared once: each gets its code again, and nobody else does. */
  readonly retired: ReadonlyMap<string, CodedGroup>
  /** Code → what its group is compared by. */
  readonly owners: ReadonlyMap<string, string>
  /** What a name looks like → the name, of all of them. */
  readonly looks: ReadonlyMap<string, string>
}

export function lockedGroups({ groups, retired }: Pick<HookConfig, 'groups' | 'retired'>): LockedGroups {
  const byKey = (all: readonly CodedGroup[]): Map<string, CodedGroup> =>
    new Map(all.map((each) => [groupKey(each.name), each]))
  const declared = Object.entries(groups).map(([name, code]) => ({ name, code }))
  const gone = Object.entries(retired).map(([code, name]) => ({ name, code }))
  const owners = new Map([...gone, ...declared].map(({ name, code }) => [code, groupKey(name)]))
  const looks = new Map([...gone, ...declared].map(({ name }) => [groupLook(name), name]))
  return { declared: byKey(declared), retired: byKey(gone), owners, looks }
}
