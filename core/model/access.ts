import type { Persona, TablePermission } from './personas'
import { PERMISSION_WORDS } from './personas'
import type { AccessSettings, DatasetSettings, LiveSettings, TableSettings } from './schema/dataset'

/** What an access entry means: the reading that checks and the access graph share. */

/** The permissions of an entry, sorted; a limited grant is SELECT alone. */
export function permissionsOf(entry: AccessSettings, persona: Persona | undefined): readonly TablePermission[] {
  if (entry.permissions === undefined) {
    if (isLimited(entry)) return ['SELECT']
    return [...(persona?.data.table ?? PERMISSION_WORDS.read)].sort()
  }
  if (typeof entry.permissions === 'string') {
    return entry.permissions === 'read' && isLimited(entry)
      ? ['SELECT']
      : [...PERMISSION_WORDS[entry.permissions]].sort()
  }
  return [...new Set(entry.permissions)].sort()
}

/** What `live` gives the dataset's live role, as an access entry says it. */
export function liveEntry(live: LiveSettings): Pick<AccessSettings, 'permissions' | 'tables'> {
  return typeof live === 'string' ? { permissions: live } : live
}

/** The tables of an entry: those it names, or all of the dataset. */
export function tablesOf(entry: AccessSettings, dataset: DatasetSettings): readonly string[] {
  return [...new Set(entry.tables ?? Object.keys(dataset.tables))].sort()
}

export function isLimited(entry: AccessSettings): boolean {
  return entry.columns !== undefined || entry.rows !== undefined
}

/** Every column of a table, partitions last, as Athena shows them. */
export function allColumns(table: TableSettings): readonly string[] {
  return [...Object.keys(table.columns), ...Object.keys(table.partitions)]
}

/** The columns that an entry shows of a table, sorted; `null` means all, those of tomorrow included. */
export function visibleColumns(entry: AccessSettings, table: TableSettings): readonly string[] | null {
  const { only, except } = entry.columns ?? {}
  if (only) return [...new Set(only)].sort()
  // An include list even for `except`: a column that is added later stays hidden until someone decides.
  if (except)
    return allColumns(table)
      .filter((each) => !except.includes(each))
      .sort()
  return null
}

/** The rows that an entry shows: an expression without blanks around it; `null` means all. */
export function visibleRows(entry: AccessSettings): string | null {
  return entry.rows === undefined ? null : entry.rows.trim()
}
