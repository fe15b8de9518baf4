import type { HookConfig } from '../../core/model/hook-config'
import { ownValue } from '../../core/model/own-value'
import type { HeldGroup } from './entitlements'
import type { Log } from './log'

/**
 * The groups whose code is theirs alone beyond doubt. A code that two groups have would open for the one what belongs
 * to the other, so both are dropped; so is a group whose rows have another code than the lock file or the index, and a
 * group of run time with a code that the lock file has given to another.
 */
export function certainGroups(config: HookConfig, groups: readonly HeldGroup[], log: Log): HeldGroup[] {
  const owners = new Map<string, number>()
  for (const { code } of groups) owners.set(code, (owners.get(code) ?? 0) + 1)
  const declared = new Set(Object.values(config.groups))
  const isCertain = ({ name, code, live, rows }: HeldGroup): boolean =>
    owners.get(code) === 1 &&
    rows.every((row) => row.code === code) &&
    !(live && (declared.has(code) || (ownValue(config.retired, code) ?? name) !== name))
  const dropped = groups.filter((group) => !isCertain(group))
  if (dropped.length > 0)
    log.error('code-collision', {
      groups: dropped.map(({ name, code, rows }) => [name, code, ...rows.map((each) => each.code)]),
    })
  return groups.filter(isCertain)
}
