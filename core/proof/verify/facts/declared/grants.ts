import type { RoleAccess } from '../../../../model/graph'
import { groupKey } from '../../../../model/group-names'
import type { Written } from '../../../../terraform/rendered/stack'
import { SETTINGS } from '../subjects'
import type { Stated } from '../stated'
import { heldDatabases, heldTables, makesTables, type Held } from './held'
import { roleAt } from './roles'
import type { DeclaredScope } from './scope'

/** What each role holds in Lake Formation: one grant a resource, and a filter for each limit. */
export function declaredGrants(scope: DeclaredScope): Stated[] {
  return scope.access.roles.flatMap((role) => grantsOf(scope, role))
}

function grantsOf(scope: DeclaredScope, role: RoleAccess): Stated[] {
  const at = roleAt(scope, role)
  const [group, ...others] = role.groups
  const base = { role: role.name, ...(group && others.length === 0 && { group: group.name }) }
  const grant = (on: Written, permissions: readonly string[], grantable: boolean, source: Stated['at']): Stated => ({
    ...base,
    type: 'aws_lakeformation_permissions',
    at: source ?? at,
    written: {
      principal: role.arn,
      permissions,
      permissions_with_grant_option: grantable ? permissions : [],
      ...on,
      depends_on: [SETTINGS],
    },
  })
  const sourcesOf = new Map(role.tables.map(({ dataset, table, sources }) => [`${dataset}/${table}`, sources]))
  const lineOf = new Map(role.databases.map(({ dataset, source }) => [dataset, source]))
  const databases = heldDatabases(scope, role)
  const makes = databases.filter((each) => each.permissions.includes('CREATE_TABLE') && makesTables(scope, role))
  const made = scope.access.datasets.filter(({ name }) => makes.some((each) => each.dataset === name))
  return [
    ...databases.map(({ dataset, database, permissions }) =>
      grant({ database: { name: database } }, permissions, mayGrantOn(scope, role, dataset), lineOf.get(dataset)),
    ),
    ...made.map(({ name, bucket }) => {
      const arn = `arn:${scope.access.partition}:s3:::${bucket}`
      return grant({ data_location: { arn } }, ['DATA_LOCATION_ACCESS'], false, lineOf.get(name))
    }),
    ...heldTables(scope, role).flatMap((table) => {
      const { dataset, database: database_name, table: name, permissions } = table
      const sources = sourcesOf.get(`${dataset}/${name}`) ?? {}
      const grantable = mayGrantOn(scope, role, dataset)
      const filter = filterOf(scope, role, table)
      const whole = { ...grant({ table: { database_name, name } }, permissions, grantable, undefined), sources }
      const limited = filter && [
        { ...base, ...filter, at: sources.SELECT ?? at },
        grant({ data_cells_filter: filter.key }, ['SELECT'], false, sources.SELECT),
      ]
      return [...(permissions.length > 0 ? [whole] : []), ...(limited ?? [])]
    }),
  ]
}

/** Whether a role may pass on what it holds of a dataset: all who open it must be those who decide about the dataset. */
function mayGrantOn(
  { mesh, access }: DeclaredScope,
  { kind, persona, groups }: RoleAccess,
  name: string | null,
): boolean {
  const settings = mesh.environments.get(access.environment)
  const dataset = name === null ? undefined : settings?.datasets[name]
  if (!dataset || settings?.delegation !== true) return false
  if (kind !== 'persona' || (persona !== 'owner' && persona !== 'steward')) return false
  const deciders = [dataset.owner, ...dataset.stewards].map(groupKey)
  return !groups.some((group) => !deciders.includes(groupKey(group.name)))
}

type Filter = Pick<Stated, 'type' | 'written'> & { readonly key: Written }

/** What a role sees of a table, where that is not all of it. */
function filterOf(
  { access }: DeclaredScope,
  { name }: RoleAccess,
  { database, table, limit }: Held,
): Filter | undefined {
  if (!limit) return undefined
  const key = { table_catalog_id: access.account, database_name: database, table_name: table, name }
  const columns: Written =
    limit.columns === null ? { column_wildcard: { excluded_column_names: [] } } : { column_names: limit.columns }
  const row_filter: Written = limit.rows === null ? { all_rows_wildcard: {} } : { filter_expression: limit.rows }
  const table_data = { ...key, ...columns, row_filter }
  return { type: 'aws_lakeformation_data_cells_filter', written: { table_data, depends_on: [SETTINGS] }, key }
}
