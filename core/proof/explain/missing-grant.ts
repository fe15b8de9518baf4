import { tablesOf } from '../../model/access'
import { datasetOf, entriesOn, type Entry, type RoleScope } from './entries'
import { replaceFix } from './fixes'
import { missingColumn } from './missing-column'
import { nameOf, newEntry } from './role-entry'
import type { Fix, Missing, Target } from './types'
import type { Flow } from './yaml'

/** Why a role that members of the group open opens nothing of what is asked. */
export function missingGrant(scope: RoleScope, target: Target | undefined): Missing {
  const { settings, environment, level } = scope
  // Only about roles without any right nothing in particular is asked.
  const name = target?.dataset ?? Object.keys(settings.datasets).sort()[0]
  const dataset = name === undefined ? undefined : datasetOf(settings, name)
  if (name === undefined || !dataset) {
    return { hop: 'no-entry', message: `${environment.environment} has no dataset`, hint: undefined, fixes: [] }
  }
  const { table, column } = target ?? {}
  const entries = entriesOn(name, scope)
  const covering = entries.filter(({ entry }) => table !== undefined && tablesOf(entry, dataset).includes(table))
  const hasAll = level?.scope === 'all'
  const reaches = covering.length > 0 || (hasAll && level.data.table.length > 0)
  if (table !== undefined && column !== undefined && reaches)
    return missingColumn(scope, { dataset: name, table, column }, covering)
  if (hasAll) return missingPermission(scope, name, table)
  return entries.length > 0 && table !== undefined
    ? missingTable(scope, name, table, entries)
    : missingEntry(scope, name, table, target === undefined)
}

/** The persona has every dataset, and may do nothing there. */
function missingPermission(scope: RoleScope, dataset: string, table: string | undefined): Missing {
  const what = table === undefined ? 'databases and tables' : 'tables'
  const message = `${nameOf(scope)} has every dataset, and no permission on ${what}`
  return { hop: 'no-permission', message, hint: undefined, fixes: [entryOn(scope, dataset, table)] }
}

/** No entry of the dataset is for the role. */
function missingEntry(scope: RoleScope, dataset: string, table: string | undefined, anywhere: boolean): Missing {
  const where = anywhere ? `no dataset of ${scope.environment.environment} has one` : `${dataset} has none`
  const message = `${nameOf(scope)} has only what access entries give, and ${where} for it`
  return { hop: 'no-entry', message, hint: undefined, fixes: [entryOn(scope, dataset, table)] }
}

/** Entries are for the role, and none is on the table. */
function missingTable(scope: RoleScope, dataset: string, table: string, entries: readonly Entry[]): Missing {
  const message = `the access entries of ${dataset} for ${nameOf(scope)} do not include the table ${table}`
  // What a limit says may not fit another table.
  const open = entries.find(({ entry }) => entry.columns === undefined && entry.rows === undefined)
  const path = ['datasets', dataset, 'access', open?.index ?? 0, 'tables']
  const fix = open?.entry.tables
    ? replaceFix(scope.mesh, scope.environment.environment, path, [...open.entry.tables, table])
    : entryOn(scope, dataset, table)
  return { hop: 'table', message, hint: undefined, fixes: [fix] }
}

function entryOn(scope: RoleScope, dataset: string, table: string | undefined): Fix {
  const tables: Readonly<Record<string, Flow>> = table === undefined ? {} : { tables: [table] }
  // An entry gives a persona its own permissions on tables, and nothing where it has none.
  const words: Readonly<Record<string, Flow>> = scope.level?.data.table.length === 0 ? { permissions: 'read' } : {}
  return newEntry(scope, dataset, { ...tables, ...words })
}
