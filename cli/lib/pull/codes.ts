import { compareText } from '../../../core/model/diagnostic'
import { groupKey } from '../../../core/model/group-names'
import { LOCK_FILE } from '../../../core/model/lock-file'
import type { Registry } from '../../../core/model/registry'
import { UserError } from '../fail'

/** A group that the lock file does not have yet. */
export interface PinnedCode {
  readonly group: string
  readonly code: string
}

interface Coded {
  readonly group: string
  readonly code: string
}

/**
 * The lock file with the groups of run time, each with the code that it has there, so that no trust policy and no
 * session changes. A code that the lock file has given to another group is a fault: it would open for the one what is
 * the other's. A code that the lock file has given to the same group stays.
 */
export function pinCodes(
  registry: Registry,
  coded: readonly Coded[],
): { readonly registry: Registry; readonly codes: readonly PinnedCode[]; readonly left: readonly string[] } {
  const groups = new Map(Object.entries(registry.groups))
  const retired = new Map(Object.entries(registry.retired))
  const owners = new Map([...retired, ...[...groups].map(([group, { code }]) => [code, group] as const)])
  const before = new Map([...owners].map(([code, group]) => [groupKey(group), code]))
  const live = new Map<string, string>()
  const codes: PinnedCode[] = []
  const left = new Set<string>()
  for (const { group, code } of [...coded].sort((a, b) => compareText(a.group, b.group))) {
    const other = live.get(group) ?? code
    live.set(group, code)
    if (other !== code) throw collision(`${group} has two codes at run time, ${other} and ${code}`)
    const owner = owners.get(code) ?? group
    if (groupKey(owner) !== groupKey(group))
      throw collision(`the code ${code}, which ${group} has at run time, is that of ${owner}`)
    owners.set(code, group)
    const locked = before.get(groupKey(group)) ?? code
    if (locked !== code)
      left.add(`${group} has the code ${code} at run time, and keeps ${locked}, which ${LOCK_FILE} gave it`)
    if (groups.has(group)) continue
    groups.set(group, { code: locked })
    retired.delete(locked)
    codes.push({ group, code: locked })
  }
  const pinned = { ...registry, groups: Object.fromEntries(groups), retired: Object.fromEntries(retired) }
  return { registry: pinned, codes, left: [...left] }
}

const collision = (message: string): UserError =>
  new UserError(
    message,
    'nothing was written, because one group would open what belongs to the other; end the grant with an event and publish it again',
  )
