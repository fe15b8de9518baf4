import type { PathFacts } from '../../../model/graph/paths'
import type { AccessRow } from '../../fold/row'
import { digits } from '../lib/count'

/** How a text of people or of Terraform appears on the page. */
export type Show = (text: string) => string

/** How many names of a list are told. */
export const NAMES = 30

/** A long list must not hide what comes after it. */
export function some(names: readonly string[]): string {
  if (names.length <= NAMES) return names.join(', ')
  return `${names.slice(0, NAMES).join(', ')} and ${digits(names.length - NAMES)} more`
}

/** The data that a row is about: tables with their dataset, a database, locations. */
export function targetText({ dataset, database, target }: AccessRow, show: Show): string {
  const data = dataset ?? database ?? ''
  if (target.kind === 'locations') return some(target.names.map(show))
  if (target.kind === 'database') return `${show(data)}, the database`
  const tables = some(target.names.map((table) => show(`${data}.${table}`)))
  return target.alsoDatabase ? `${tables}, and DESCRIBE on the database` : tables
}

const columnsText = (columns: PathFacts['columns'], show: Show): string =>
  columns === null ? 'all columns' : columns.length === 0 ? 'no columns' : `columns ${some(columns.map(show))}`

const rowsText = (rows: string | null, show: Show): string => (rows === null ? 'all rows' : `rows where ${show(rows)}`)

const endText = (expires: string | null, show: Show): string =>
  expires === null ? 'without end' : `until ${show(expires)}`

/** The limits of what is given, and that it may be granted on. */
export function limitTexts({ columns, rows, grantable, expires }: PathFacts, show: Show): string[] {
  return [
    ...(columns === null ? [] : [`only ${columnsText(columns, show)}`]),
    ...(rows === null ? [] : [`only ${rowsText(rows, show)}`]),
    ...(grantable ? ['may grant it on'] : []),
    ...(expires === null ? [] : [endText(expires, show)]),
  ]
}

/** What is different of a permission that was there before. */
export function differenceTexts(before: PathFacts, after: PathFacts, show: Show): string[] {
  const turned = (from: string, to: string): string[] => (from === to ? [] : [`${from} → ${to}`])
  return [
    ...columnsDifference(before.columns, after.columns, show),
    ...turned(rowsText(before.rows, show), rowsText(after.rows, show)),
    ...(before.grantable === after.grantable
      ? []
      : [after.grantable ? 'may now grant it on' : 'may no longer grant it on']),
    ...turned(endText(before.expires, show), endText(after.expires, show)),
    ...(before.sessionHours === after.sessionHours
      ? []
      : [`sessions of ${before.sessionHours} h → ${after.sessionHours} h`]),
  ]
}

function columnsDifference(before: PathFacts['columns'], after: PathFacts['columns'], show: Show): string[] {
  if (before === null || after === null) {
    return before === after ? [] : [`${columnsText(before, show)} → ${columnsText(after, show)}`]
  }
  const more = after.filter((each) => !before.includes(each))
  const less = before.filter((each) => !after.includes(each))
  return [
    ...(more.length > 0 ? [`sees also ${columnsText(more, show)}`] : []),
    ...(less.length > 0 ? [`no longer sees ${columnsText(less, show)}`] : []),
  ]
}
