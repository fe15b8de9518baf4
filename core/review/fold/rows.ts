import { compareText } from '../../model/diagnostic'
import { RISKS } from '../../model/risk/levels'
import { changesOf, type PathChanges } from './change'
import { Generalisers } from './general'
import { groupBy } from '../../model/group-by'
import { dataOf, foldLanes, ratingOf, targetKey, type Lane } from './lanes'
import { isNoise } from './noise'
import { notesOf } from './notes'
import { sortedNames } from './once'
import type { TargetKind } from './parts'
import type { AccessRow } from './row'
import { newWayKeys } from './ways'

export interface FoldedPaths {
  /** The riskiest first, then by text. */
  readonly rows: readonly AccessRow[]
  /** How many paths to the database `default` are in no row. */
  readonly hidden: number
}

/** Folds paths by group and dataset; what several tables, services, groups or environments share is told once. */
export function foldPaths(paths: PathChanges): FoldedPaths {
  const all = changesOf(paths)
  const isNew = newWayKeys(all)
  const told = all.filter(({ path }) => !isNoise(path))
  return { rows: sorted(acrossEnvironments(foldLanes(told, isNew))), hidden: all.length - told.length }
}

function acrossEnvironments(lanes: readonly Lane[]): AccessRow[] {
  const generalisers = new Generalisers()
  const general = ({ changes: [first] }: Lane): ((name: string) => string) =>
    first ? generalisers.of(first.path.environment, first.path.account) : (name) => name
  const key = (lane: Lane): string => {
    const { part, services, groups, changes } = lane
    const [first] = changes
    const named = general(lane)
    // The dataset's name says which database it is.
    const target = targetKey(part, part.kind === 'database' && first?.path.dataset !== null ? () => '' : named)
    const place = first && [first.direction, named(first.path.role), dataOf(first).map((each) => each && named(each))]
    return JSON.stringify([place, target, services, groups, ratingOf(changes)])
  }
  return groupBy(lanes, key).flatMap((same) => {
    const [first] = same
    return first ? rowOf(first, same, same.length > 1 ? general(first) : (name) => name) : []
  })
}

function rowOf({ part, services, groups }: Lane, same: readonly Lane[], named: (name: string) => string): AccessRow[] {
  const changes = same.flatMap((each) => each.changes)
  const [first] = changes
  if (!first) return []
  const [risk, reasons] = ratingOf(changes)
  const { kind, alsoDatabase, permissions } = part
  const table = part.changes[0] ?? first
  return [
    {
      direction: first.direction,
      risk,
      reasons,
      environments: sortedNames(changes.map((each) => each.path.environment)),
      groups,
      role: named(first.path.role),
      services,
      dataset: first.path.dataset,
      database: first.path.database === null ? null : named(first.path.database),
      target: { kind, names: sortedNames(part.names.map(named)), alsoDatabase },
      permissions,
      facts: table.path,
      ...(table.before && { before: table.before }),
      notes: notesOf(changes),
      changes,
    },
  ]
}

/** What a reader looks for first. */
const KINDS: readonly TargetKind[] = ['tables', 'database', 'locations']

/** The texts are made once: comparing makes many of them. */
const sorted = (rows: readonly AccessRow[]): AccessRow[] =>
  rows
    .map((row) => ({ row, text: rowText(row) }))
    .sort((a, b) => RISKS.indexOf(b.row.risk) - RISKS.indexOf(a.row.risk) || compareText(a.text, b.text))
    .map(({ row }) => row)

const rowText = ({
  groups,
  dataset,
  database,
  target,
  permissions,
  role,
  services,
  environments,
  direction,
}: AccessRow): string =>
  JSON.stringify([
    groups,
    dataset,
    database,
    KINDS.indexOf(target.kind),
    target,
    permissions,
    direction,
    role,
    services,
    environments,
  ])
