import { pathFacts } from '../../model/graph/paths'
import type { PathChange } from './change'
import { groupBy } from '../../model/group-by'
import { sortedNames } from './once'

export type TargetKind = 'tables' | 'database' | 'locations'

/** What one role gives one group of one dataset: the same permissions, in the same way, on some of its resources. */
export interface Part {
  readonly kind: TargetKind
  /** Tables, the database, or locations; sorted. */
  readonly names: readonly string[]
  /** Sorted. */
  readonly permissions: readonly string[]
  /** Equal where the paths have the same facts, before and after. */
  readonly facts: string
  /** Whether DESCRIBE on the database comes with tables in the same way: it is not worth a row of its own. */
  readonly alsoDatabase: boolean
  readonly changes: readonly PathChange[]
}

/** Takes changes of one direction, environment, group, role, dataset and service apart. */
export function partsOf(changes: readonly PathChange[]): Part[] {
  const pieces = groupBy(changes, (each) => JSON.stringify([targetOf(each), factsOf(each)]))
  const parts = groupBy(pieces, ([first, ...rest]) => {
    const permissions = sortedNames([first, ...rest].flatMap((each) => (each ? [each.path.permission] : [])))
    return JSON.stringify([first && targetOf(first)[0], first && factsOf(first), permissions])
  }).flatMap((same) => partOf(same.flat()))
  return withDatabase(parts)
}

function partOf(changes: readonly PathChange[]): Part[] {
  const [first] = changes
  if (!first) return []
  const names = sortedNames(changes.map((each) => targetOf(each)[1]))
  const permissions = sortedNames(changes.map((each) => each.path.permission))
  return [{ kind: targetOf(first)[0], names, permissions, facts: factsOf(first), alsoDatabase: false, changes }]
}

function targetOf({ path }: PathChange): readonly [kind: TargetKind, name: string] {
  if (path.location !== null) return ['locations', path.location]
  return path.table === null ? ['database', path.database ?? ''] : ['tables', path.table]
}

const factsOf = ({ path, before }: PathChange): string => pathFacts(path) + (before ? pathFacts(before) : '')

/** Puts DESCRIBE on the database to the first tables, unless something else is to be said of it. */
function withDatabase(parts: readonly Part[]): Part[] {
  const database = parts.find((each) => each.kind === 'database' && each.permissions.join() === 'DESCRIBE')
  const isPlain = database?.changes.every(({ path }) => !path.grantable && path.expires === null)
  const tables = parts.find(
    (each) => each.kind === 'tables' && (each.facts === database?.facts || each.changes[0]?.direction !== 'changed'),
  )
  if (!database || !tables || !isPlain) return [...parts]
  const together: Part = { ...tables, alsoDatabase: true, changes: [...tables.changes, ...database.changes] }
  return parts.flatMap((each) => (each === database ? [] : [each === tables ? together : each]))
}
