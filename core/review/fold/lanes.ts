import { compareText } from '../../model/diagnostic'
import { highest, type Risk } from '../../model/risk/levels'
import type { PathReason } from '../../model/risk/rules'
import type { PathChange } from './change'
import { groupBy } from '../../model/group-by'
import { sortedNames } from './once'
import { partsOf, type Part } from './parts'
import type { RowService } from './row'
import { wayKey } from './ways'

/** A row of one environment on its way: of one service, then of several, then of several groups. */
export interface Lane {
  readonly part: Part
  readonly services: readonly RowService[]
  readonly groups: readonly string[]
  readonly changes: readonly PathChange[]
}

/** The lanes of some paths; `isNew` holds the keys of the new ways. */
export const foldLanes = (paths: readonly PathChange[], isNew: ReadonlySet<string>): Lane[] =>
  joined(joined(lanesOfServices(paths, isNew), serviceKey), groupKey)

const lanesOfServices = (paths: readonly PathChange[], isNew: ReadonlySet<string>): Lane[] =>
  groupBy(paths, (change) => {
    const { environment, group, role, service } = change.path
    return JSON.stringify([change.direction, environment, group, role, dataOf(change), service])
  }).flatMap((changes) => lanesOf(changes, isNew))

function lanesOf(changes: readonly PathChange[], isNew: ReadonlySet<string>): Lane[] {
  return partsOf(changes).flatMap((part) => {
    const [first] = part.changes
    if (!first) return []
    const { service, group } = first.path
    const services = service === '' ? [] : [{ name: service, isNew: isNew.has(wayKey(first.path)) }]
    return [{ part, services, groups: [group], changes: part.changes }]
  })
}

/** Equal for what the services of one group open in the same way. */
const serviceKey = ({ part, groups, changes, services }: Lane): string =>
  JSON.stringify([placeKey(changes), targetKey(part, (name) => name), groups, services.length > 0])

/** Equal for what several groups of one role have in the same way. */
const groupKey = ({ part, services, changes }: Lane): string =>
  JSON.stringify([placeKey(changes), targetKey(part, (name) => name), services, ratingOf(changes)])

function placeKey([first]: readonly PathChange[]): string {
  return JSON.stringify(first && [first.direction, first.path.environment, first.path.role, dataOf(first)])
}

/** What the data is called: a dataset of the mesh, or another database. */
export const dataOf = ({ path }: PathChange): readonly (string | null)[] =>
  path.dataset === null ? [null, path.database] : [path.dataset]

export const targetKey = (part: Part, general: (name: string) => string): string =>
  JSON.stringify([part.kind, part.names.map(general), part.permissions, part.facts, part.alsoDatabase])

/** The risk and the reasons of some paths. */
export const ratingOf = (changes: readonly PathChange[]): readonly [Risk, readonly PathReason[]] => [
  highest(changes.map((each) => each.risk)),
  reasonsOf(changes),
]

/** Sorted, each once; that some show names alone is no reason beside others. */
export function reasonsOf(changes: readonly PathChange[]): PathReason[] {
  const reasons = sortedNames(changes.flatMap((each) => each.reasons))
  return reasons.length > 1 ? reasons.filter((each) => each !== 'catalogue-only') : reasons
}

const joined = (lanes: readonly Lane[], keyOf: (lane: Lane) => string): Lane[] =>
  groupBy(lanes, keyOf).flatMap((same) => {
    const [first] = same
    if (!first || same.length === 1) return same
    const services = groupBy(
      same.flatMap((each) => each.services),
      (service) => service.name,
    ).flatMap(([service]) => (service ? [service] : []))
    return [
      {
        part: first.part,
        services: services.sort((a, b) => compareText(a.name, b.name)),
        groups: sortedNames(same.flatMap((each) => each.groups)),
        changes: same.flatMap((each) => each.changes),
      },
    ]
  })
