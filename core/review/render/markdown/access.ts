import { takesAway } from '../../fold/change'
import type { AccessRow } from '../../fold/row'
import { joinSaid, say } from '../lib/said'
import { factsSaid, notesSaid, permissionsSaid, targetSaid } from '../lib/words'
import { groupText, type Context } from './context'
import type { Markdown } from './markdown'
import { joinMarkdown, mark, NOTHING } from './markdown'
import { tableHead, tableRow, type Section } from './section'
import { namesText, ratedText, written } from './words'

/** A row and its number on the page, which the details refer to. */
export interface NumberedRow {
  readonly row: AccessRow
  readonly number: number
}

/** Rows in the order of the page: what is gained or changed, then what is lost. */
export function numbered(rows: readonly AccessRow[]): NumberedRow[] {
  const ordered = [...rows.filter((each) => !takesAway(each)), ...rows.filter(takesAway)]
  return ordered.map((row, index) => ({ row, number: index + 1 }))
}

export function accessSections(context: Context, rows: readonly NumberedRow[]): Section[] {
  const section = (title: Markdown, some: readonly NumberedRow[], weight: number): Section[] =>
    some.length === 0 ? [] : [{ title, head: head(context), lines: lines(context, some), unit: 'rows', weight }]
  return [
    ...section(
      mark`What is gained`,
      rows.filter(({ row }) => !takesAway(row)),
      6,
    ),
    ...section(
      mark`Availability: what is lost`,
      rows.filter(({ row }) => takesAway(row)),
      2,
    ),
  ]
}

const head = ({ several }: Context): Markdown =>
  tableHead('Row', 'Risk', 'Group', 'Change', 'On', 'Role', 'Service', ...(several ? ['Environment'] : []))

const lines = (context: Context, rows: readonly NumberedRow[]): Section['lines'] =>
  rows.map(({ row, number }) => ({ text: line(context, row, number), paths: row.changes.length }))

function line(context: Context, row: AccessRow, number: number): Markdown {
  const { ink, several } = context
  return tableRow(
    mark`${number}`,
    ratedText(row.risk, row.reasons),
    ink.list(row.groups, (group) => groupText(context, group)),
    changeText(context, row),
    written(ink, targetSaid(row)),
    namesText(ink, row.role === '' ? [] : [row.role]),
    servicesText(context, row),
    ...(several ? [namesText(ink, row.environments)] : []),
  )
}

const MARKS = { gained: '+', lost: '−', changed: '±' } as const

function changeText({ ink }: Context, row: AccessRow): Markdown {
  const what = say`${{ strong: MARKS[row.direction] }} ${permissionsSaid(row.permissions)}`
  return written(ink, joinSaid([joinSaid([what, factsSaid(row)], ': '), notesSaid(row.notes)], '; '))
}

function servicesText({ ink }: Context, { services }: AccessRow): Markdown {
  if (services.length === 0) return mark`–`
  const isNew = new Set(services.filter((each) => each.isNew).map((each) => each.name))
  // New ones first: a long list must not hide them.
  const names = [...isNew, ...services.map((each) => each.name).filter((name) => !isNew.has(name))]
  return ink.list(names, (name) => joinMarkdown([ink.code(name), isNew.has(name) ? mark`(new)` : NOTHING], ' '))
}
