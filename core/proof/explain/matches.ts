import type { EnvironmentAccess } from '../../model/graph'
import type { AccessPath } from '../../model/graph/paths'
import { HOME, type Target } from './types'

/**
 * Whether a path leads to what is asked about. The files of a table count as the table; a column is open where SELECT
 * shows it or its files can be read.
 */
export function matches(path: AccessPath, target: Target | undefined, environment: EnvironmentAccess): boolean {
  if (!target) return true
  const { dataset, table, column } = target
  if (path.environment !== target.environment) return false
  if (dataset === HOME) return path.dataset === null && path.location !== null
  if (path.dataset !== dataset) return false
  if (table === undefined) return true
  if (path.location !== null) {
    const of = tableOfLocation(path, environment)
    return (of === null || of === table) && (column === undefined || path.permission === 's3:GetObject')
  }
  if (path.table !== table) return false
  return column === undefined || (path.permission === 'SELECT' && (path.columns?.includes(column) ?? true))
}

/** The table whose files a location holds; null for the whole bucket of a dataset, and for what is no location. */
export function tableOfLocation(path: AccessPath, { datasets }: EnvironmentAccess): string | null {
  const bucket = datasets.find((each) => each.name === path.dataset)?.bucket
  if (path.location === null || bucket === undefined) return null
  const table = path.location.slice(`s3://${bucket}/`.length).replace(/\/$/, '')
  return table === '' ? null : table
}
