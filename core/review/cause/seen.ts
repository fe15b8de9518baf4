import { many } from '../../policy/document'
import { mapBy } from '../../model/group-by'
import type { PathWay } from '../../access/snapshot/keyed'
import type { Snapshot } from '../../access/snapshot/snapshot'
import type { ReviewPath } from '../types'

/** What a dataset is called, or what stands for it where there is none. */
export const placeOf = ({ dataset, database, location }: ReviewPath): string => dataset ?? database ?? location ?? ''

/** A combination of facts as one text, by the kind of combination. */
export const combination = (kind: string, ...names: readonly (string | null)[]): string =>
  JSON.stringify([kind, ...names])

/** What is on a side, by whatever path. */
export interface Seen {
  /** @param key a combination of facts */
  has(key: string): boolean
  /** How many paths a group has in a role, through that service that gives it the most. */
  most(role: string, group: string): number
}

/** Walks through a side once; the targets of a role are the same for all who open it, and are looked at once. */
export function seenOn(side: Snapshot): Seen {
  const keys = new Set<string>([
    ...side.services.map((each) => combination('service', each)),
    ...side.datasets.map((each) => combination('dataset', each.name)),
  ])
  const most = new Map<string, number>()
  const ends = new Map<string, Set<object>>()
  let last: PathWay | undefined
  let [count, place] = [0, '']
  let known = new Set<object>()
  const next = (to: string): void => {
    if (count > (most.get(place) ?? 0)) most.set(place, count)
    ;[count, place] = [0, to]
  }
  for (const each of side.paths) {
    const { way } = each
    if (!sameWay(way, last)) {
      const { service, group, role } = way
      last = way
      next(combination('most', role, group))
      known = ends.get(role) ?? new Set()
      ends.set(role, known)
      for (const key of wayKeys(service, group, role)) keys.add(key)
    }
    count++
    if (known.has(each.end)) continue
    known.add(each.end)
    for (const key of targetKeys(each.path)) keys.add(key)
  }
  next('')
  return { has: (key) => keys.has(key), most: (role, group) => most.get(combination('most', role, group)) ?? 0 }
}

/** Paths are sorted by their ways. */
const sameWay = (a: PathWay, b: PathWay | undefined): boolean =>
  a === b || (a.role === b?.role && a.group === b.group && a.service === b.service)

const wayKeys = (service: string, group: string, role: string): readonly string[] => [
  combination('service', service),
  combination('role', role),
  combination('member', role, group),
  combination('way', role, service),
  combination('opener', role, group, service),
]

function targetKeys(path: ReviewPath): readonly string[] {
  const { role, permission, table } = path
  const place = placeOf(path)
  return [
    combination('dataset', place),
    combination('table', place, table),
    combination('entry', role, place),
    combination('permission', role, permission),
    combination('role-table', role, place, table),
    combination('role-permission', role, place, permission),
  ]
}

/**
 * Roles that nobody signs in to, each with the role that leads to it: such as the role of a persona's jobs, which the
 * persona passes on. The two are opened by the same groups through the same services.
 */
export function leadersOn(side: Snapshot): ReadonlyMap<string, string> {
  const signedIn = new Set<string>()
  const others = new Set<string>()
  for (const { kind, subject, document } of side.facts.values()) {
    if (kind !== 'trust' || !document) continue
    const federated = document.Statement.some(
      ({ Effect, Principal }) =>
        Effect === 'Allow' && typeof Principal === 'object' && many(Principal.Federated).length > 0,
    )
    if (federated) signedIn.add(subject)
    else others.add(subject)
  }
  if (others.size === 0) return new Map()
  const openers = new Map<string, Set<string>>()
  let last: PathWay | undefined
  for (const { way } of side.paths) {
    if (sameWay(way, last)) continue
    last = way
    const known = openers.get(way.role) ?? new Set()
    openers.set(way.role, known.add(combination('opener', way.group, way.service)))
  }
  const signature = (role: string): string => [...(openers.get(role) ?? [])].sort().join()
  const leaders = mapBy([...signedIn].sort(), signature)
  return new Map(
    [...others].flatMap((role): [string, string][] => {
      if (!openers.has(role)) return []
      const [leader] = [...(leaders.get(signature(role)) ?? [])].sort((a, b) => common(b, role) - common(a, role))
      return leader === undefined ? [] : [[role, leader]]
    }),
  )
}

/** How many first characters two names share. */
function common(a: string, b: string): number {
  let length = 0
  while (length < a.length && a[length] === b[length]) length++
  return length
}
