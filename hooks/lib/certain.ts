import type { HeldGroup } from './entitlements'
import type { Log } from './log'

/**
 * The groups whose code is theirs alone beyond doubt. A code that two groups have would open for the one what belongs
 * to the other, so both are dropped, whoever says so; so is a group with two codes, and one whose rows have another
 * code than its environment says.
 */
export function certainGroups(groups: readonly HeldGroup[], log: Log): HeldGroup[] {
  const isCertain = ({ code, contradictions, rows }: HeldGroup): boolean =>
    contradictions.length === 0 && rows.every((row) => row.code === code)
  const dropped = groups.filter((group) => !isCertain(group))
  if (dropped.length > 0)
    log.error('code-collision', {
      groups: dropped.map(({ name, code, rows }) => [name, code, ...rows.map((each) => each.code)]),
      contradictions: dropped.flatMap((each) => each.contradictions.map(({ name, code, by }) => [name, code, ...by])),
    })
  return groups.filter(isCertain)
}
