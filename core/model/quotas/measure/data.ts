import { appliedRow, entitlementRows, type EntitlementRow } from '../../entitlements'
import type { EnvironmentAccess } from '../../graph'
import type { Mesh } from '../../mesh'
import { measureIn, type Usage } from '../usage'
import { itemSize } from './item-size'

/** As long as every revision is. */
const REVISION = `sha256:${'0'.repeat(64)}`

/** What an environment uses of Lake Formation's filters and of the entitlement table. */
export function dataUsages(mesh: Mesh, environment: EnvironmentAccess): Usage[] {
  const { environment: name, account, roles } = environment
  const usage = measureIn(mesh, name, account)
  const filters = roles.flatMap((role) =>
    role.tables.flatMap(({ database, table, limit, sources }) => {
      if (!limit) return []
      const owner = `${role.name} on ${database}.${table}`
      // A role and a table have one filter, named after the role.
      const one = usage('data-filters', owner, 1, sources.SELECT)
      return limit.rows === null ? [one] : [one, usage('row-filter', owner, limit.rows.length, sources.SELECT)]
    }),
  )
  const rows = entitlementRows(environment)
  const sources = new Map(roles.flatMap((role) => role.groups.map((group) => [group.name, group.source])))
  const groupOf = (row: EntitlementRow): string => row.PK.slice('GROUP#'.length)
  return [
    ...filters,
    usage('entitlement-rows', name, rows.length, mesh.places.environment(name, [])),
    ...rows.flatMap((row) => {
      const group = groupOf(row)
      const at = sources.get(group)
      return [usage('item-size', group, itemSize(row), at), usage('item-key', group, Buffer.byteLength(row.PK), at)]
    }),
    usage(
      'item-size',
      `the groups of ${name}`,
      itemSize(appliedRow(environment, REVISION)),
      mesh.places.environment(name, []),
    ),
  ]
}
