import type { PathFacts } from '../../../model/graph/paths'
import type { AccessRow } from '../../fold/row'
import type { Note } from '../../fold/notes'
import { joinSaid, name, names, say, type Piece, type Said } from './said'

/** Permissions and actions as AWS spells them are words of ours. */
export const permissionsSaid = (permissions: readonly string[]): Said => [
  {
    list: permissions.map((each) => [/^(?:[A-Z]+(?:_[A-Z]+)*|[a-z0-9-]+:[A-Za-z]+)$/.test(each) ? each : name(each)]),
  },
]

type Target = Pick<AccessRow, 'dataset' | 'database' | 'target'>

/** The data that a row is about: tables with their dataset, a database, locations. */
export function targetSaid({ dataset, database, target }: Target): Said {
  const data = dataset ?? database ?? ''
  if (target.kind === 'locations') return [names(target.names)]
  if (target.kind === 'database') return say`${name(data)} (the database)`
  const tables = names(target.names.map((table) => `${data}.${table}`))
  return target.alsoDatabase ? say`${tables} and DESCRIBE on the database` : [tables]
}

/** The limits of what is given: none where it is everything. */
const limitsSaid = ({ columns, rows, grantable, expires }: PathFacts): Said =>
  joinSaid(
    [
      columns === null ? [] : say`only ${columnsSaid(columns)}`,
      rows === null ? [] : say`only rows where ${name(rows)}`,
      grantable ? [{ strong: 'may grant it on' }] : [],
      expires === null ? [] : say`until ${name(expires)}`,
    ],
    ', ',
  )

const columnsSaid = (columns: readonly string[]): Said =>
  columns.length === 0 ? ['no columns'] : say`${columns.length === 1 ? 'column' : 'columns'} ${names(columns)}`

/** What is different of a permission that was there before. */
function differenceSaid(before: PathFacts, after: PathFacts): Said {
  const end = (date: string | null): Said => (date === null ? ['without end'] : say`until ${name(date)}`)
  const filter = (rows: string | null): Said => (rows === null ? ['all rows'] : say`rows where ${name(rows)}`)
  return joinSaid(
    [
      columnsDifference(before.columns, after.columns),
      before.rows === after.rows ? [] : say`${filter(before.rows)} → ${filter(after.rows)}`,
      before.grantable === after.grantable
        ? []
        : [after.grantable ? { strong: 'may now grant it on' } : 'may no longer grant it on'],
      before.expires === after.expires ? [] : say`${end(before.expires)} → ${end(after.expires)}`,
      before.sessionHours === after.sessionHours
        ? []
        : say`sessions of ${before.sessionHours} h → ${after.sessionHours} h`,
    ],
    '; ',
  )
}

function columnsDifference(before: PathFacts['columns'], after: PathFacts['columns']): Said {
  if (before === null && after === null) return []
  if (before === null) return say`all columns → only ${columnsSaid(after ?? [])}`
  if (after === null) return say`only ${columnsSaid(before)} → all columns`
  const more = after.filter((each) => !before.includes(each))
  const less = before.filter((each) => !after.includes(each))
  return joinSaid(
    [
      more.length > 0 ? say`sees also ${columnsSaid(more)}` : [],
      less.length > 0 ? say`no longer sees ${columnsSaid(less)}` : [],
    ],
    '; ',
  )
}

/** Limits, or what is different of them. */
export const factsSaid = ({ before, facts }: Pick<AccessRow, 'before' | 'facts'>): Said =>
  before ? differenceSaid(before, facts) : limitsSaid(facts)

/** Who approved it, and why, as the access entries say. */
export const notesSaid = (notes: readonly Note[]): Said =>
  notes.length === 0
    ? []
    : [
        {
          list: notes.map(({ approvedBy, reason }) =>
            joinSaid(
              [
                approvedBy === undefined ? [] : say`approved by ${name(approvedBy)}`,
                reason === undefined ? [] : say`reason: ${name(reason)}`,
              ],
              ', ',
            ),
          ),
        } satisfies Piece,
      ]
