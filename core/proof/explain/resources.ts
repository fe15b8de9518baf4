import { compareText } from '../../model/diagnostic'
import type { AccessPath } from '../../model/graph/paths'
import type { RoleScope } from './entries'
import { linesOf } from './lines'
import type { ResourceHop } from './types'

/** The paths of one role and one service by resource: permissions of the same facts and lines together. */
export function resourcesOf(paths: readonly AccessPath[], scope: RoleScope): ResourceHop[] {
  const found = new Map<string, ResourceHop>()
  for (const path of paths) {
    const { dataset, database, table, location, columns, rows, grantable, expires, permission } = path
    const hop = { dataset, database, table, location, columns, rows, grantable, expires, at: linesOf(path, scope) }
    const key = JSON.stringify(hop)
    const permissions = [...(found.get(key)?.permissions ?? []), permission].sort()
    found.set(key, { ...hop, permissions })
  }
  return [...found.values()].sort((a, b) => compareText(orderOf(a), orderOf(b)))
}

/** Datasets by name, and in each the database, the tables, the locations; what belongs to no dataset at the end. */
function orderOf({ dataset, table, location, permissions }: ResourceHop): string {
  const kind = location !== null ? 2 : table !== null ? 1 : 0
  return JSON.stringify([dataset === null ? 1 : 0, dataset, kind, table, location, permissions])
}
