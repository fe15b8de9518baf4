import type { Position } from '../../../../model/diagnostic'
import { entitlementRows } from '../../../../model/entitlements'
import { PARTITION_KEY, SORT_KEY } from '../../../../model/table-keys'
import { trustRow } from '../../../../model/trust-row'
import { digestOf, pathsOf } from '../../../../model/graph/paths'
import type { Mesh } from '../../../../model/mesh'
import { limitOf } from '../../../../model/quotas/usage'
import type { Stated } from '../stated'
import type { DeclaredScope } from './scope'

export const tableName = ({ settings }: Mesh): string => `${settings.mesh}-entitlements`

/** The rows of an environment's groups, and the revision that they belong to, in the hub's account. */
export function declaredRows({ mesh, access, at }: DeclaredScope): Stated[] {
  const { environment, roles } = access
  const sources = new Map(roles.flatMap((role) => role.groups.map((each) => [`GROUP#${each.name}`, each.source])))
  const revision = digestOf(pathsOf(access))
  const applied = { PK: `ENV#${environment}`, SK: 'META', revision }
  const { sync, sourceIdentity } = mesh.settings
  const trustLimit = limitOf('trust-policy', mesh, environment)
  return [
    ...entitlementRows(access).map((row) => statedRow(mesh, row, sources.get(row.PK))),
    ...(sync === 'pull'
      ? [statedRow(mesh, trustRow(access, { revision, sourceIdentity, trustLimit }), mesh.places.mesh(['sync']))]
      : []),
    statedRow(mesh, applied, at('account')),
  ].map((each) => ({ ...each, provider: 'aws.hub' }))
}

/** One row of the entitlement table. */
export function statedRow(mesh: Mesh, row: object, at: Position | undefined): Stated {
  const item = JSON.stringify(attributes(row))
  const written = { table_name: tableName(mesh), hash_key: PARTITION_KEY, range_key: SORT_KEY, item }
  return { type: 'aws_dynamodb_table_item', at, written }
}

function attribute(value: unknown): object {
  if (Array.isArray(value)) return { L: value.map(attribute) }
  if (typeof value === 'object' && value !== null) return { M: attributes(value) }
  return typeof value === 'number' ? { N: String(value) } : { S: String(value) }
}

const attributes = (row: object): object =>
  Object.fromEntries(
    Object.entries(row)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, attribute(value)]),
  )
