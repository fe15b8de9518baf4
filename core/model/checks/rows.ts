import { tablesOf } from '../access'
import { isFilterable, parseColumnType, type ColumnType } from '../column-type'
import { error, warning, type Diagnostic, type Position } from '../diagnostic'
import { ownValue } from '../own-value'
import { readRowFilter } from '../row-filter'
import type { Comparison, FilterValue } from '../row-grammar'
import type { DatasetSettings } from '../schema/dataset'
import { hintFor } from '../suggest'
import { accessEntriesOf } from './access-entries'
import type { Check } from './check'

const FILTER_HINT = "write one comparison, or several with AND and OR, such as country = 'DK' AND year > 2020"

/** A row filter is one whole expression that compares columns which can be filtered with values of their types. */
export const checkRows: Check = (context) =>
  accessEntriesOf(context).flatMap(({ scope, name, dataset, entry, index, at }): Diagnostic[] => {
    if (entry.rows === undefined) return []
    if (context.mesh.places.isPlain(scope.name, ['datasets', name, 'access', index, 'rows'])) {
      const hint =
        'write it in quotes or as a block (rows: |): in plain text ` #` begins a comment and would cut the filter'
      return [error('unquoted-rows', '`rows` must be quoted', at('rows'), hint)]
    }
    const filter = readRowFilter(entry.rows)
    if (filter.fault !== undefined) {
      const hint = quoteHint(entry.rows, tablesOf(entry, dataset), dataset.tables) ?? FILTER_HINT
      return [error('bad-row-filter', `this is no row filter: ${filter.fault}`, at('rows'), hint)]
    }
    const keywords = [...new Set(filter.keywords)].map((word) => {
      const message = `${word} is a keyword of the filter's language, which Lake Formation may not take for a column`
      return warning('row-filter-keyword', message, at('rows'), `write "${word.toLowerCase()}" with double quotes`)
    })
    const faults = tablesOf(entry, dataset).flatMap((table) => {
      const settings = ownValue(dataset.tables, table)
      if (!settings) return []
      const asked: Asked = { table, ...settings, filter: entry.rows ?? '', at: at('rows') }
      return [...columnFaults(asked, filter.columns), ...distinct(filter.comparisons.flatMap(comparisonFaults(asked)))]
    })
    return [...keywords, ...faults]
  })

/** What to do where a column stands in the filter whose name is no word: `order-id = 'x'` would be a difference. */
function quoteHint(filter: string, names: readonly string[], tables: DatasetSettings['tables']): string | undefined {
  const columns = names.flatMap((name) => Object.keys(ownValue(tables, name)?.columns ?? {}))
  const odd = columns.find((each) => !/^[a-z_]\w*$/.test(each) && filter.toLowerCase().includes(each))
  if (odd === undefined || filter.includes(quoted(odd))) return undefined
  return `write the column as ${quoted(odd)}, with double quotes`
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** A table that a filter is for. */
interface Asked {
  readonly table: string
  readonly columns: Readonly<Record<string, string>>
  readonly partitions: Readonly<Record<string, string>>
  readonly managed: boolean
  readonly filter: string
  readonly at: Position | undefined
}

const typesOf = ({ columns, partitions }: Asked): Record<string, string> => ({ ...columns, ...partitions })

function columnFaults(asked: Asked, columns: readonly string[]): Diagnostic[] {
  const types = typesOf(asked)
  return [...new Set(columns)].flatMap((column): Diagnostic[] => {
    const text = ownValue(types, column)
    if (text === undefined) {
      const hint = asked.filter.toLowerCase().includes(`"${column}"`)
        ? 'a text stands between single quotes; double quotes name a column'
        : hintFor('column', column, Object.keys(types))
      return [error('unknown-column', `the table ${asked.table} has no column ${column}`, asked.at, hint)]
    }
    const type = parseColumnType(text, asked.managed)
    if (!type || isFilterable(type)) return []
    const message = `${column} is of type ${text}, which a row filter cannot use`
    const hint = 'Lake Formation filters by text, numbers, booleans and structs of those'
    return [error('unfilterable-column', message, asked.at, hint)]
  })
}

const comparisonFaults =
  (asked: Asked) =>
  ({ names, operator, value }: Comparison): Diagnostic[] => {
    const types = typesOf(asked)
    const [column = '', ...fields] = names
    const text = ownValue(types, column)
    const whole = parseColumnType(text ?? '', asked.managed)
    // What has no type that can be filtered has a message of its own.
    if (text === undefined || !whole || !isFilterable(whole)) return []
    const type = fieldOf(whole, fields)
    if (typeof type === 'string')
      return [error('unknown-column', `${column} ${type}`, asked.at, `${column} is ${text}`)]
    const name = names.join('.')
    if (operator === 'is') return nullFaults(asked, column)
    const kind = kindOf(type)
    if (kind === undefined) {
      const message = `${name} is a struct, which cannot be compared with a value`
      return [error('row-filter-type', message, asked.at, `name one of its fields: ${name}.${type.fields[0] ?? ''}`)]
    }
    if (value?.kind === 'column') {
      if (ownValue(types, value.names?.[0] ?? '') === undefined) return []
      const message = `${name} is compared with ${value.text}, another column`
      return [error('bad-row-filter', message, asked.at, 'Lake Formation compares columns with values alone')]
    }
    const typed = `${name} is of type ${type === whole ? text : type.name}`
    if (operator === 'like' && kind !== 'text')
      return [error('row-filter-type', `${typed}, and LIKE compares texts`, asked.at, comparable[kind])]
    const fault = value && valueFault(value, kind, type)
    return fault === undefined ? [] : [error('row-filter-type', `${typed}, and ${fault}`, asked.at, comparable[kind])]
  }

/** The type of a struct's field, or what is wrong about its name. */
function fieldOf(type: ColumnType, fields: readonly string[]): ColumnType | string {
  let found = type
  for (const field of fields) {
    if (found.name !== 'struct') return `is no struct, and so has no field ${field}`
    const index = found.fields.findIndex((each) => each.toLowerCase() === field)
    const part = found.parts[index]
    if (!part) return `has no field ${field}`
    found = part
  }
  return found
}

/** @see https://docs.aws.amazon.com/lake-formation/latest/dg/partiql-support.html */
function nullFaults({ partitions, at }: Asked, column: string): Diagnostic[] {
  if (ownValue(partitions, column) === undefined) return []
  const message = `${column} is a partition, of which Lake Formation cannot ask whether it is null`
  return [error('bad-row-filter', message, at, 'leave the comparison out: a partition has a value in every row')]
}

function valueFault(value: FilterValue, kind: Kind, { name }: ColumnType): string | undefined {
  if (value.kind === 'other')
    return /^null$/i.test(value.text) ? 'nothing equals NULL: write IS NULL' : `${value.text} is none`
  if (value.kind !== kind) return `${value.text} is a ${value.kind}`
  if (/^(?:int|integer|bigint)$/.test(name) && !/^[-+]?\d+$/.test(value.text)) return `${value.text} is no whole number`
  return undefined
}

type Kind = 'text' | 'number' | 'boolean'

const comparable: Readonly<Record<Kind, string>> = {
  text: 'compare it with a text in single quotes',
  number: 'compare it with a number, without quotes',
  boolean: 'compare it with TRUE or FALSE',
}

/** What a column's values can be compared with; `undefined` for a struct. */
function kindOf({ name }: ColumnType): Kind | undefined {
  if (/^(?:string|char|varchar)$/.test(name)) return 'text'
  if (/^(?:int|integer|bigint|float|double|decimal)$/.test(name)) return 'number'
  return name === 'boolean' ? 'boolean' : undefined
}

/** A comparison may stand in a filter twice: each fault is told once. */
const distinct = (faults: readonly Diagnostic[]): Diagnostic[] => [
  ...new Map(faults.map((each) => [each.message, each])).values(),
]
