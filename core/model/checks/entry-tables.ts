import { error, type Diagnostic } from '../diagnostic'
import { ownValue } from '../own-value'
import { hintFor } from '../suggest'
import { accessEntriesOf } from './access-entries'
import { repeated, twice, type Check } from './check'

/** The tables of an access entry are tables of its dataset. */
export const checkEntryTables: Check = (context) =>
  accessEntriesOf(context).flatMap(({ name, dataset, entry: { tables = [] }, at }): Diagnostic[] => [
    ...repeated(tables).map((index) => twice(tables[index], at('tables', index))),
    ...tables.flatMap((table, index) => {
      if (ownValue(dataset.tables, table)) return []
      const hint = hintFor('table', table, Object.keys(dataset.tables))
      return [error('unknown-table', `${name} has no table ${table}`, at('tables', index), hint)]
    }),
  ])
