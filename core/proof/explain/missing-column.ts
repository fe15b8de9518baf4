import { allColumns, permissionsOf, tablesOf, visibleColumns } from '../../model/access'
import { ownValue } from '../../model/own-value'
import { datasetOf, type Entry, type RoleScope } from './entries'
import { replaceFix } from './fixes'
import { nameOf, newEntry } from './role-entry'
import type { Fix, Missing } from './types'

interface Column {
  readonly dataset: string
  readonly table: string
  readonly column: string
}

/** Why a role that has a table does not show one of its columns. */
export function missingColumn(scope: RoleScope, target: Column, entries: readonly Entry[]): Missing {
  const { dataset, table, column } = target
  const settings = datasetOf(scope.settings, dataset)
  const of = settings && ownValue(settings.tables, table)
  const hiding = entries.filter(({ entry }) => {
    const selects = permissionsOf(entry, scope.level).includes('SELECT')
    return of !== undefined && selects && visibleColumns(entry, of)?.includes(column) === false
  })
  if (hiding.length === 0 || !settings) {
    const message = `${nameOf(scope)} has no SELECT on ${table}`
    const fixes = [newEntry(scope, dataset, { tables: [table], permissions: ['SELECT'] })]
    return { hop: 'column', message, hint: undefined, fixes }
  }
  const message = `the columns that ${nameOf(scope)} has of ${table} do not include ${column}`
  const [first] = hiding
  const alike = hiding.every(({ entry }) => JSON.stringify(entry.columns) === JSON.stringify(first?.entry.columns))
  const changed = alike ? hiding : hiding.slice(0, 1)
  // A list for several tables names columns that all of them have.
  const fits = changed.every(({ entry }) =>
    tablesOf(entry, settings).every((each) => {
      const other = ownValue(settings.tables, each)
      return other !== undefined && allColumns(other).includes(column)
    }),
  )
  const fixes = fits
    ? changed.map((each) => shown(scope, target, each, tablesOf(each.entry, settings)))
    : [beside(scope, target, Object.keys(of?.partitions ?? {}), first)]
  return { hop: 'column', message, hint: undefined, fixes }
}

/** The limit of an entry, with the column, on all of its tables. */
function shown(
  { mesh, environment }: RoleScope,
  { dataset, table, column }: Column,
  { entry, index }: Entry,
  tables: readonly string[],
): Fix {
  const path = ['datasets', dataset, 'access', index, 'columns']
  const { only, except = [] } = entry.columns ?? {}
  const others = tables.filter((each) => each !== table)
  const left = except.filter((each) => each !== column)
  const fix = replaceFix(mesh, environment.environment, path, only ? { only: [...only, column] } : { except: left })
  const same = others.length > 0 ? { also: `${column} of ${others.join(', ')}` } : {}
  if (only || left.length > 0) return { ...fix, ...same }
  const also = `each column that ${tables.join(', ')} may get later${others.length > 0 ? `, and ${column} of ${others.join(', ')}` : ''}`
  return { ...fix, lines: [], also }
}

/** A second limit of the same rows, which Lake Formation takes as one with the first. */
function beside(scope: RoleScope, { dataset, table, column }: Column, partitions: string[], first?: Entry): Fix {
  const rows = first?.entry.rows
  const columns = { only: [column, ...partitions.filter((each) => each !== column)] }
  return newEntry(scope, dataset, { tables: [table], columns, ...(rows !== undefined && { rows }) })
}
