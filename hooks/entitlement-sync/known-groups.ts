import type { HookConfig } from '../../core/model/hook-config'
import { groupKey } from '../../core/model/names'
import { ownValue } from '../../core/model/own-value'
import { groupAttribute, type LiveIndex } from '../lib/live-rows'

/** A group as every row of it is written. */
export interface CodedGroup {
  readonly name: string
  readonly code: string
}

/** What the lock file says of groups, found by what they are compared by. */
export interface LockedGroups {
  /** Those that the mesh declares. */
  readonly declared: ReadonlyMap<string, CodedGroup>
  /** Those that it declared once: each gets its code again, and nobody else does. */
  readonly retired: ReadonlyMap<string, CodedGroup>
  /** Code → what its group is compared by. */
  readonly owners: ReadonlyMap<string, string>
}

export function lockedGroups({ groups, retired }: Pick<HookConfig, 'groups' | 'retired'>): LockedGroups {
  const byKey = (all: readonly CodedGroup[]): Map<string, CodedGroup> =>
    new Map(all.map((each) => [groupKey(each.name), each]))
  const declared = Object.entries(groups).map(([name, code]) => ({ name, code }))
  const gone = Object.entries(retired).map(([code, name]) => ({ name, code }))
  const owners = new Map([...gone, ...declared].map(({ name, code }) => [code, groupKey(name)]))
  return { declared: byKey(declared), retired: byKey(gone), owners }
}

/** What the index says of a group of run time. */
export function indexedGroup(index: LiveIndex | undefined, key: string): CodedGroup | undefined {
  const entry = index && (ownValue(index, groupAttribute(key)) as Partial<CodedGroup> | undefined)
  const { name, code } = entry ?? {}
  return typeof name === 'string' && typeof code === 'string' ? { name, code } : undefined
}
