import { tablesOf } from '../access'
import { isFilterable, parseColumnType } from '../column-type'
import { error, type Diagnostic } from '../diagnostic'
import { ownValue } from '../own-value'
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
      return [...new Set(filter.columns)].flatMap((column): Diagnostic[] => {
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
    })
  })
