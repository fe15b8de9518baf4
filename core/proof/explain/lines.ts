import { permissionsOf, tablesOf } from '../../model/access'
import type { Position } from '../../model/diagnostic'
import type { AccessPath } from '../../model/graph/paths'
import type { Persona, TablePermission } from '../../model/personas'
import type { AccessSettings, DatasetSettings } from '../../model/schema/dataset'
import { datasetOf, entriesOn, type RoleScope } from './entries'
import { tableOfLocation } from './matches'

const FILE_WRITERS: readonly string[] = ['DELETE', 'INSERT']

/**
 * Each line that gives a path: the access entries, or the line that names the group where its persona has every dataset.
 * The graph keeps the first of them; the path is gone only when all are.
 */
export function linesOf(path: AccessPath, scope: RoleScope): Position[] {
  const dataset = path.dataset === null ? undefined : datasetOf(scope.settings, path.dataset)
  const { level, membership } = scope
  const table = path.table ?? tableOfLocation(path, scope.environment)
  if (path.dataset === null || !dataset || (level?.scope === 'all' && hasOwn(path, table, level)))
    return defined([membership])
  const giving = entriesOn(path.dataset, scope).filter(({ entry }) => gives(entry, path, table, dataset, level))
  return giving.length > 0 ? defined(giving.map((each) => each.at)) : defined([path.source])
}

/** Whether a persona that has every dataset has the path by that. */
function hasOwn({ permission, location }: AccessPath, table: string | null, { data }: Persona): boolean {
  if (table === null) return true
  if (location === null) return data.table.includes(permission as TablePermission)
  return permission !== 's3:GetObject' && data.table.some((each) => FILE_WRITERS.includes(each))
}

function gives(
  entry: AccessSettings,
  { permission, location }: AccessPath,
  table: string | null,
  dataset: DatasetSettings,
  level: Persona | undefined,
): boolean {
  if (table === null) return true
  if (!tablesOf(entry, dataset).includes(table)) return false
  if (permission === 's3:GetObject') return entry.files
  const permissions: readonly string[] = permissionsOf(entry, level)
  return location === null ? permissions.includes(permission) : permissions.some((each) => FILE_WRITERS.includes(each))
}

const defined = (positions: readonly (Position | undefined)[]): Position[] =>
  positions.filter((each) => each !== undefined)
