import { tablesOf } from '../access'
import { isFilterable, parseColumnType } from '../column-type'
import { error, type Diagnostic } from '../diagnostic'
import { ownValue } from '../own-value'
import type { Comparison } from '../row-comparisons'
import { readRowFilter } from '../row-filter'
import { hintFor } from '../suggest'
import { accessEntriesOf } from './access-entries'
import type { Check } from './check'

const FILTER_HINT = "write one comparison, or several with AND and OR, such as country = 'DK' AND year > 2020"

/** A row filter is one whole expression over columns that can be filtered. */
export const checkRows: Check = (context) =>
  accessEntriesOf(context).flatMap(({ scope, name, dataset, entry, index, at }): Diagnostic[] => {
    if (entry.rows === undefined) return []
    if (context.mesh.places.isPlain(scope.name, ['datasets', name, 'access', index, 'rows'])) {
      const hint =
        'write it in quotes or as a block (rows: |): in plain text ` #` begins a comment and would cut the filter'
      return [error('unquoted-rows', '`rows` must be quoted', at('rows'), hint)]
    }
    const filter = readRowFilter(entry.rows)
    if (filter.fault !== undefined)
      return [error('bad-row-filter', `this is no row filter: ${filter.fault}`, at('rows'), FILTER_HINT)]
    return tablesOf(entry, dataset).flatMap((table) => {
      const { columns = {}, partitions = {} } = ownValue(dataset.tables, table) ?? {}
      const types = { ...columns, ...partitions }
      const unknown = [...new Set(filter.columns)].flatMap((column): Diagnostic[] => {
        if (!ownValue(dataset.tables, table)) return []
        const text = ownValue(types, column)
        if (text === undefined) {
          const hint = entry.rows?.toLowerCase().includes(`"${column}"`)
            ? 'a text stands between single quotes; double quotes name a column'
            : hintFor('column', column, Object.keys(types))
          return [error('unknown-column', `the table ${table} has no column ${column}`, at('rows'), hint)]
        }
        const type = parseColumnType(text)
        if (!type || isFilterable(type)) return []
        const message = `${column} is of type ${text}, which a row filter cannot use`
        const hint = 'Lake Formation filters by text, numbers, booleans and structs of those'
        return [error('unfilterable-column', message, at('rows'), hint)]
      })
      const unlike = filter.comparisons.flatMap(({ column, kind, value }): Diagnostic[] => {
        const text = ownValue(types, column) ?? ''
        const known = kindOfColumn(text)
        if (known === undefined || known === kind) return []
        const message = `${column} is of type ${text}, and ${value} is a ${kind}`
        return [error('row-filter-type', message, at('rows'), comparable[known])]
      })
      return [...unknown, ...unlike]
    })
  })

const comparable: Readonly<Record<Comparison['kind'], string>> = {
  text: 'compare it with a text in single quotes',
  number: 'compare it with a number, without quotes',
  boolean: 'compare it with TRUE or FALSE',
}

/** What a column's values can be compared with; `undefined` where that is not certain. */
function kindOfColumn(text: string): Comparison['kind'] | undefined {
  const { name = '' } = parseColumnType(text) ?? {}
  if (/^(?:string|char|varchar)$/.test(name)) return 'text'
  if (/^(?:int|integer|bigint|float|double|decimal)$/.test(name)) return 'number'
  return name === 'boolean' ? 'boolean' : undefined
}
