import { allColumns, tablesOf, visibleColumns } from '../access'
import { error, type Diagnostic } from '../diagnostic'
import { ownValue } from '../own-value'
import { hintFor, listKnown } from '../suggest'
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
    const tables = tablesOf(entry, dataset).flatMap((name) => {
      const settings = ownValue(dataset.tables, name)
      return settings ? [{ name, settings, known: allColumns(settings) }] : []
    })
    columns.forEach((column, index) => {
      const [without, having] = [false, true].map((has) => tables.filter(({ known }) => known.includes(column) === has))
      if (!without?.length || !having) return
      const names = without.map(({ name }) => name).join(', ')
      const message = `the table${without.length > 1 ? `s ${names} have` : ` ${names} has`} no column ${column}`
      const hint =
        having.length > 0
          ? `${having.map(({ name }) => name).join(', ')} ${having.length > 1 ? 'have' : 'has'} it: write one entry per table, each with its own \`tables\` and \`columns\`; ${listKnown(
              'column',
              without.flatMap(({ known }) => known),
            )}`
          : hintFor('column', column, [...new Set(without.flatMap(({ known }) => known))])
      found.push(error('unknown-column', message, at('columns', key, index), hint))
    })
    for (const { name: table, settings } of tables) {
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
