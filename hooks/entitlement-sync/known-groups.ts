import type { CodedGroup } from '../../core/model/entitlements'
import type { HookConfig } from '../../core/model/hook-config'
import { groupKey, groupLook } from '../../core/model/group-names'
import type { Groups } from '../lib/groups'

/** What environments and the lock file say of groups, found by what they are compared by. */
export interface LockedGroups {
  /** Those that some environment names. */
  readonly declared: ReadonlyMap<string, CodedGroup>
  /** Those that the mesh declared once: each gets its code again, and nobody else does. */
  readonly retired: ReadonlyMap<string, CodedGroup>
  /** Code → what the groups that have it are compared by: one, or their environments contradict each other. */
  readonly owners: ReadonlyMap<string, ReadonlySet<string>>
  /** Groups of which environments say several codes, by what they are compared by. */
  readonly contradicted: ReadonlySet<string>
  /** What a name looks like → the name, of all of them. */
  readonly looks: ReadonlyMap<string, string>
  /** Whether every environment that is applied could be heard: otherwise a group that nobody names may have a code. */
  readonly isComplete: boolean
}

export function lockedGroups(
  groups: Groups,
  { retired }: Pick<HookConfig, 'retired'>,
  isComplete: boolean,
): LockedGroups {
  const gone = Object.entries(retired).map(([code, name]) => ({ name, code }))
  const all = [...groups.declared].flatMap(([key, claims]) => claims.slice(0, 1).map((each) => [key, each] as const))
  const codes = [...groups.declared].map(([key, claims]) => [key, new Set(claims.map((each) => each.code))] as const)
  return {
    declared: new Map(all),
    retired: new Map(gone.map((each) => [groupKey(each.name), each])),
    owners: groups.owners,
    contradicted: new Set(codes.flatMap(([key, its]) => (its.size > 1 ? [key] : []))),
    looks: new Map([...gone, ...all.map(([, each]) => each)].map(({ name }) => [groupLook(name), name])),
    isComplete,
  }
}
