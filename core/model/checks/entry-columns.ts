import { allColumns, tablesOf, visibleColumns } from '../access'
import { error, type Diagnostic } from '../diagnostic'
import { ownValue } from '../own-value'
import { hintFor } from '../suggest'
import { accessEntriesOf } from './access-entries'
import { repeated, twice, type Check } from './check'

/** A limit on columns names columns that each table has, hides no partition and leaves something over. */
export const checkEntryColumns: Check = (context) =>
  accessEntriesOf(context).flatMap(({ dataset, entry, at }) => {
    if (!entry.columns) return []
    const [key, columns] = entry.columns.only
      ? (['only', entry.columns.only] as const)
      : (['except', entry.columns.except ?? []] as const)
    const found: Diagnostic[] = repeated(columns).map((index) => twice(columns[index], at('columns', key, index)))
    for (const table of tablesOf(entry, dataset)) {
      const settings = ownValue(dataset.tables, table)
      if (!settings) continue
      columns.forEach((column, index) => {
        if (allColumns(settings).includes(column)) return
        const hint = hintFor('column', column, allColumns(settings))
        const message = `the table ${table} has no column ${column}`
        found.push(error('unknown-column', message, at('columns', key, index), hint))
      })
      const visible = visibleColumns(entry, settings)
      for (const partition of Object.keys(settings.partitions)) {
        if (visible?.includes(partition)) continue
        const message = `${partition} is a partition of ${table}, which Lake Formation shows whatever a filter says`
        const hint = key === 'only' ? 'add it to `only`' : 'take it out of `except`; hide rows with `rows` instead'
        found.push(error('partition-shown', message, at('columns', key), hint))
      }
      if (visible?.length === 0) {
        const hint = 'leave a column over, or remove the entry'
        found.push(error('bad-columns', `no column of ${table} is left`, at('columns'), hint))
      }
    }
    return found
  })
