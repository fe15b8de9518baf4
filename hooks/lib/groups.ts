import type { HookConfig } from '../../core/model/hook-config'
import { groupKey } from '../../core/model/group-names'
import { indexedGroup } from './live-index'
import type { LiveIndex } from './live-rows'

/** One of the user's groups that the mesh knows. */
export interface KnownGroup {
  /** As the lock file or the index spells it: rows have this name. */
  readonly name: string
  /** The code that all its rows must have. */
  readonly code: string
  /** Whether only an event has made it known. */
  readonly live: boolean
}

const spellings = new WeakMap<HookConfig, ReadonlyMap<string, string>>()

/** Group, compared → its name in the lock file. */
function registered(config: HookConfig): ReadonlyMap<string, string> {
  let known = spellings.get(config)
  if (!known) spellings.set(config, (known = new Map(Object.keys(config.groups).map((name) => [groupKey(name), name]))))
  return known
}

/** Which of the names are in the lock file, each once; all others are of no use to this mesh. */
export function registeredGroups(config: HookConfig, names: readonly string[]): KnownGroup[] {
  const known = registered(config)
  const found = new Set(names.flatMap((name) => known.get(groupKey(name)) ?? []))
  return [...found].map((name) => ({ name, code: config.groups[name] as string, live: false }))
}

/** Which of the other names the index knows. */
export function liveGroups(config: HookConfig, index: LiveIndex | undefined, names: readonly string[]): KnownGroup[] {
  if (!index) return []
  const known = registered(config)
  const keys = new Set(names.map(groupKey).filter((key) => !known.has(key)))
  return [...keys].flatMap((key) => {
    const entry = indexedGroup(index, key)
    return entry ? [{ ...entry, live: true }] : []
  })
}
