import type { PathFacts } from '../../../model/graph/paths'
import type { AccessRow } from '../../fold/row'
import type { Risk } from '../../../model/risk/levels'
import type { Ink } from './ink'
import { joinMarkdown, Markdown, mark } from './markdown'

const SIGNS: Readonly<Record<Risk, string>> = { none: '⚪', low: '🟡', medium: '🟠', high: '🔴', critical: '⛔' }

export const riskText = (risk: Risk): Markdown => Markdown.ours(`${SIGNS[risk]} ${risk}`)

/** Permissions and actions as AWS spells them are read more easily without the dress of code. */
export const permissionsText = (ink: Ink, permissions: readonly string[]): Markdown =>
  ink.list(permissions, (each) =>
    /^(?:[A-Z]+(?:_[A-Z]+)*|[a-z0-9-]+:[A-Za-z]+)$/.test(each) ? Markdown.ours(each) : ink.code(each),
  )

/** The data that a row is about: tables with their dataset, a database, locations. */
export function targetText(ink: Ink, row: Pick<AccessRow, 'dataset' | 'database' | 'target'>): Markdown {
  const { dataset, database, target } = row
  const data = dataset ?? database ?? ''
  if (target.kind === 'locations') return ink.list(target.names)
  if (target.kind === 'database') return mark`${ink.code(data)} (the database)`
  const tables = ink.list(target.names, (table) => ink.code(`${data}.${table}`))
  return target.alsoDatabase ? mark`${tables} and DESCRIBE on the database` : tables
}

/** The limits of what is given: none where it is everything. */
export function limitsText(ink: Ink, { columns, rows, grantable, expires }: PathFacts): Markdown {
  return joinMarkdown(
    [
      columns === null ? mark`` : mark`only ${columnsText(ink, columns)}`,
      rows === null ? mark`` : mark`only rows where ${ink.code(rows)}`,
      grantable ? mark`**may grant it on**` : mark``,
      expires === null ? mark`` : mark`until ${ink.code(expires)}`,
    ],
    ', ',
  )
}

const columnsText = (ink: Ink, columns: readonly string[]): Markdown =>
  columns.length === 0
    ? mark`no columns`
    : mark`${Markdown.ours(columns.length === 1 ? 'column' : 'columns')} ${ink.list(columns)}`

/** What is different of a permission that was there before. */
export function differenceText(ink: Ink, before: PathFacts, after: PathFacts): Markdown {
  const end = (date: string | null): Markdown => (date === null ? mark`without end` : mark`until ${ink.code(date)}`)
  const filter = (rows: string | null): Markdown =>
    rows === null ? mark`all rows` : mark`rows where ${ink.code(rows)}`
  return joinMarkdown(
    [
      columnsDifference(ink, before.columns, after.columns),
      before.rows === after.rows ? mark`` : mark`${filter(before.rows)} → ${filter(after.rows)}`,
      before.grantable === after.grantable
        ? mark``
        : after.grantable
          ? mark`**may now grant it on**`
          : mark`may no longer grant it on`,
      before.expires === after.expires ? mark`` : mark`${end(before.expires)} → ${end(after.expires)}`,
      before.sessionHours === after.sessionHours
        ? mark``
        : mark`sessions of ${before.sessionHours} h → ${after.sessionHours} h`,
    ],
    '; ',
  )
}

function columnsDifference(ink: Ink, before: PathFacts['columns'], after: PathFacts['columns']): Markdown {
  if (before === null && after === null) return mark``
  if (before === null) return mark`all columns → only ${columnsText(ink, after ?? [])}`
  if (after === null) return mark`only ${columnsText(ink, before)} → all columns`
  const more = after.filter((each) => !before.includes(each))
  const less = before.filter((each) => !after.includes(each))
  return joinMarkdown(
    [
      more.length > 0 ? mark`sees also ${columnsText(ink, more)}` : mark``,
      less.length > 0 ? mark`no longer sees ${columnsText(ink, less)}` : mark``,
    ],
    '; ',
  )
}

/** Environments, services or roles; a dash where there are none. */
export const namesText = (ink: Ink, names: readonly string[]): Markdown =>
  names.length > 0 ? ink.list(names) : mark`–`
