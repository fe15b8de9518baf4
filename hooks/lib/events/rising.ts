const DAY = 24 * 60 * 60 * 1_000

/**
 * Versions count changes, seconds, milliseconds or microseconds. What is ahead of the last of these could never be
 * followed by a higher one: one event would end all that come after it, for ever. A day is for clocks that differ.
 */
const highest = (now: Date): number => (now.getTime() + DAY) * 1_000

/** Why a version cannot be one; `undefined` for one that can. */
export function versionFault(version: number, now: Date): string | undefined {
  return version > highest(now)
    ? `version ${version} is ahead of time: it must be at most the microseconds since 1970, so that it can rise`
    : undefined
}
