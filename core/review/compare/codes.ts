import { compareText } from '../../model/diagnostic'
import type { Snapshot, Snapshots } from '../../access/snapshot/snapshot'
import { groupKey } from '../../model/group-names'
import type { Finding } from '../types'

/**
 * Codes that stand for two groups, in two environments or on the two sides: a session that carries one would open what
 * belongs to the other.
 */
export function codeCollisions(sides: readonly Snapshots[]): Omit<Finding, 'risk'>[] {
  const owners = new Map<string, Map<string, string>>()
  for (const side of sides) {
    for (const { environment, groups } of [...side.values()].sort(byName)) {
      for (const [code, group] of Object.entries(groups)) {
        const known = owners.get(code) ?? new Map<string, string>()
        if (!known.has(group)) known.set(group, environment)
        owners.set(code, known)
      }
    }
  }
  return [...owners].flatMap(([code, groups]): Omit<Finding, 'risk'>[] => {
    // A directory compares without case: another spelling is the same group.
    const distinct = new Set([...groups.keys()].map(groupKey))
    const [last] = [...groups.values()].reverse()
    if (distinct.size < 2 || last === undefined) return []
    const message = `the code ${code} stands for ${[...groups.keys()].sort().join(' and for ')}`
    return [{ rule: 'code-collision', environment: last, message }]
  })
}

const byName = (a: Snapshot, b: Snapshot): number => compareText(a.environment, b.environment)
