import { compareText } from '../../model/diagnostic'
import { pathFacts } from '../../model/graph/paths'
import { highest, RISKS, type Risk } from '../../model/risk/levels'
import type { PathReason } from '../../model/risk/rules'
import { placeOf } from '../cause/seen'
import { groupBy } from '../../model/group-by'
import type { Cause } from '../types'
import { changesOf, type Direction, type PathChange, type PathChanges } from './change'
import { Generalisers } from './general'
import { dataOf, reasonsOf, targetKey } from './lanes'
import { isNoise } from './noise'
import { notesOf, type Note } from './notes'
import { sortedNames } from './once'
import { partsOf, type Part } from './parts'

/** What one cause does to access, as people read it: all its paths, in all environments that have it. */
export interface CauseRow {
  readonly cause: Cause
  readonly direction: Direction
  /** The highest of its paths. */
  readonly risk: Risk
  /** Of the paths that have that risk; sorted. */
  readonly reasons: readonly PathReason[]
  /** Sorted. */
  readonly environments: readonly string[]
  /** Sorted; principals that are no groups, where there are no services. */
  readonly groups: readonly string[]
  /** Sorted. */
  readonly services: readonly string[]
  /** With `*` for the environment's name where there are several environments. */
  readonly role: string
  /** Datasets, or what stands for them; sorted. */
  readonly datasets: readonly string[]
  /** Sorted. */
  readonly tables: readonly string[]
  /** Sorted. */
  readonly permissions: readonly string[]
  /** What each group holds, where all hold the same and it is little enough to be told. */
  readonly parts: readonly Part[]
  /** Whether each group holds all permissions on all of it. */
  readonly alike: boolean
  /** Of a service: whether it opens to each group all that the group had in its roles, in all environments. */
  readonly whole: boolean
  readonly notes: readonly Note[]
  /** Every path behind it; that to the database `default`, too. */
  readonly changes: readonly PathChange[]
}

/** What each group holds is told up to so many parts. */
const PARTS = 3

/**
 * What explains some paths, the riskiest first; each path is in one row. A cause that several environments have is one
 * row, and so are the groups that come to one role, and the permissions that a role gets on the same.
 */
export function foldCauses(paths: PathChanges): CauseRow[] {
  const generalisers = new Generalisers()
  const fallbacks = new Map<string, Cause>()
  const numbers = new Map<Cause, number>()
  const caused = changesOf(paths).map((change): Caused => ({
    ...change,
    cause: change.cause ?? fallback(change, fallbacks),
  }))
  const single = groupBy(caused, ({ cause, direction, path }) => {
    const number = numbers.get(cause) ?? numbers.size
    numbers.set(cause, number)
    return `${number} ${direction} ${path.environment}`
  })
  const drafts = groupBy(single, withinKey).map((same) => draftOf(same.flat(), generalisers))
  return groupBy(drafts, ({ key }) => key)
    .map((same) =>
      same.length === 1 && same[0]
        ? same[0]
        : draftOf(
            same.flatMap(({ changes }) => changes),
            generalisers,
          ),
    )
    .map(({ row, key }) => ({ row, text: JSON.stringify([key, row.groups, row.environments]) }))
    .sort(
      (a, b) =>
        RISKS.indexOf(b.row.risk) - RISKS.indexOf(a.row.risk) ||
        b.row.changes.length - a.row.changes.length ||
        compareText(a.text, b.text),
    )
    .map(({ row }) => row)
}

type Caused = PathChange & { readonly cause: Cause }

/** Of a path that nobody explained: what its role holds of its dataset. */
function fallback({ path, before }: PathChange, known: Map<string, Cause>): Cause {
  const role = path.through ?? path.role
  const kind = before ? 'limits' : 'grant'
  const key = JSON.stringify([path.environment, kind, role, placeOf(path)])
  const cause: Cause = known.get(key) ?? { kind, role, dataset: placeOf(path) }
  known.set(key, cause)
  return cause
}

/** Equal for the causes of one environment that are one row. */
function withinKey(changes: readonly Caused[]): string {
  const [first] = changes
  if (!first) return ''
  const { cause, direction, path, before } = first
  const { kind, service, role, dataset } = cause
  const targets = (): readonly string[] =>
    sortedNames(changes.map((each) => JSON.stringify([placeOf(each.path), each.path.table, each.path.location])))
  const own: Record<Cause['kind'], readonly unknown[]> = {
    environment: [],
    service: [service],
    dataset: [dataset],
    table: [dataset],
    role: [role],
    member: [role, service],
    way: [role, service],
    grant: kind === 'grant' ? [role, dataset === undefined, targets()] : [],
    limits: [role, dataset, before && pathFacts(before), pathFacts(path)],
    hours: [role, before?.sessionHours, path.sessionHours],
    delegation: [path.grantable],
  }
  return JSON.stringify([kind, direction, path.environment, ...own[kind]])
}

interface Draft {
  readonly row: CauseRow
  readonly changes: readonly Caused[]
  /** Equal for what is the same cause in several environments. */
  readonly key: string
}

function draftOf(changes: readonly Caused[], generalisers: Generalisers): Draft {
  const [first] = changes as readonly [Caused, ...Caused[]]
  const { cause, direction, path, before } = first
  const general = generalisers.of(path.environment, path.account)
  const environments = sortedNames(changes.map((each) => each.path.environment))
  const named = environments.length > 1 ? general : (name: string): string => name
  const placeNamed = ({ path: each }: Caused): string =>
    environments.length > 1 ? generalisers.of(each.environment, each.account)(placeOf(each)) : placeOf(each)
  const told = changes.filter((each) => !isNoise(each.path))
  const shown = told.length > 0 ? told : changes
  const risk = highest(changes.map((each) => each.risk))
  const role = cause.role ?? ''
  const parts = partsIn(cause, shown, generalisers)
  const row: CauseRow = {
    cause,
    direction,
    risk,
    reasons: reasonsOf(changes.filter((each) => each.risk === risk)),
    environments,
    groups: sortedNames(shown.map((each) => each.path.group)),
    services: sortedNames(shown.map((each) => each.path.service)).filter((each) => each !== ''),
    role: named(role),
    datasets: sortedNames(told.map(placeNamed)),
    tables: sortedNames(told.flatMap(({ path: { table } }) => table ?? [])),
    permissions: sortedNames(shown.map((each) => each.path.permission)),
    parts: parts.length > PARTS ? [] : parts.map((each) => ({ ...each, names: each.names.map(named) })),
    alike: parts.length > 0 && new Set(parts.map((each) => each.permissions.join())).size === 1,
    whole: changes.every((each) => each.cause.whole === true),
    notes: notesOf(shown),
    changes,
  }
  // What not all hold alike is told apart by its dataset at least.
  const what =
    parts.length > 0
      ? parts.map((each) => [targetKey(each, general), each.changes[0] && dataOf(each.changes[0])])
      : [cause.dataset, row.tables, row.permissions, before && pathFacts(before), pathFacts(path)]
  const own: Record<Cause['kind'], readonly unknown[]> = {
    environment: [],
    service: [cause.service],
    dataset: [general(cause.dataset ?? '')],
    table: [cause.dataset, row.tables],
    role: [general(role)],
    member: [general(role), cause.service, row.groups],
    way: [general(role), cause.service],
    grant: [general(role), cause.dataset === undefined ? row.permissions : what],
    limits: [general(role), what],
    hours: [general(role), before?.sessionHours, path.sessionHours],
    delegation: [path.grantable],
  }
  return { row, changes, key: JSON.stringify([cause.kind, direction, ...own[cause.kind]]) }
}

/** What each group of one role holds of it; none where they do not all hold the same, or several roles do. */
function partsIn({ kind }: Cause, changes: readonly Caused[], generalisers: Generalisers): readonly Part[] {
  if (!['role', 'member', 'way', 'grant', 'limits'].includes(kind)) return []
  const own = changes.filter((each) => each.path.through === undefined)
  const ways = groupBy(own.length > 0 ? own : changes, ({ path: { environment, role, group, service } }) =>
    JSON.stringify([environment, role, group, service]),
  )
  const [first] = ways
  if (!first) return []
  const held = heldBy(first, generalisers)
  if (ways.some((each) => each.length !== first.length || heldBy(each, generalisers) !== held)) return []
  return groupBy(first, (each) => JSON.stringify(dataOf(each))).flatMap(partsOf)
}

/** Equal for ways to the same, within the same limits, whatever the environments are called. */
function heldBy(changes: readonly Caused[], generalisers: Generalisers): string {
  const texts = changes.map(({ path, before }) => {
    const { environment, account, dataset, database, table, location, permission } = path
    const general = generalisers.of(environment, account)
    const place = [dataset ?? (database && general(database)), table, location && general(location)]
    return JSON.stringify([place, permission, pathFacts(path), before && pathFacts(before)])
  })
  return texts.sort().join()
}
