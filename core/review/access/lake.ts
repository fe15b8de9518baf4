import { compareText } from '../../model/diagnostic'
import { Expression, type Value } from '../synth/expression'
import { blocksIn, holdsExpression, isSaid, textIn, textsIn, type ReadResource, type Values } from '../read/resource'
import type { Names } from './names'
import { target, type Target } from './targets'

/** Lake Formation's grants, by principal: the ARN of a role, or what else is written. */
export interface LakeGrants {
  readonly held: ReadonlyMap<string, readonly Target[]>
  /** Address → why it is not understood. */
  readonly faults: ReadonlyMap<string, string>
}

/** A principal that only an apply will tell. */
export const LATER = 'known after apply'

/** Reads the grants of a stack's resources. */
export function lakeGrants(resources: readonly ReadResource[], names: Names): LakeGrants {
  const held = new Map<string, Target[]>()
  const faults = new Map<string, string>()
  const filters = filtersOf(resources)
  const tables = columnsOf(resources)
  for (const resource of resources) {
    if (resource.type !== 'aws_lakeformation_permissions') continue
    const read = targetsOf(resource, names, filters, tables)
    if (typeof read === 'string') {
      faults.set(resource.address, read)
      continue
    }
    const who = textIn(resource.values, 'principal') ?? LATER
    const known = held.get(who)
    if (known) known.push(...read)
    else held.set(who, read)
  }
  return { held, faults }
}

interface Filter {
  readonly columns: readonly string[] | null
  readonly rows: string | null
}

type Filters = ReadonlyMap<string, Filter | string>

const filterKey = (values: Values): string =>
  JSON.stringify([textIn(values, 'database_name'), textIn(values, 'table_name'), textIn(values, 'name')])

/** Every data cells filter; a text says why one is not understood. */
function filtersOf(resources: readonly ReadResource[]): Filters {
  const found = new Map<string, Filter | string>()
  for (const { type, values } of resources) {
    if (type !== 'aws_lakeformation_data_cells_filter') continue
    for (const data of blocksIn(values, 'table_data')) found.set(filterKey(data), readFilter(data))
  }
  return found
}

function readFilter(data: Values): Filter | string {
  const [rowFilter] = blocksIn(data, 'row_filter')
  if (!rowFilter) return 'has a filter without rows'
  const expression = rowFilter.filter_expression
  if (expression instanceof Expression) return 'has a filter whose rows are known after apply'
  const rows = typeof expression === 'string' && expression !== '' ? expression.trim() : null
  if (rows === null && blocksIn(rowFilter, 'all_rows_wildcard').length === 0) return 'has a filter without rows'
  if (holdsExpression(data.column_names)) return 'has a filter whose columns are known after apply'
  const named = textsIn(data, 'column_names')
  if (named.length > 0) return { columns: named, rows }
  const [wildcard] = blocksIn(data, 'column_wildcard')
  if (!wildcard) return 'has a filter without columns'
  const excluded = textsIn(wildcard, 'excluded_column_names')
  if (excluded.length > 0) return 'has a filter that leaves columns out, so that new ones are seen'
  return { columns: null, rows }
}

/** Database and table → columns, as the catalogue has them. */
function columnsOf(resources: readonly ReadResource[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>()
  for (const { type, values } of resources) {
    if (type !== 'aws_glue_catalog_table') continue
    const described = blocksIn(values, 'storage_descriptor').flatMap((each) => blocksIn(each, 'columns'))
    const columns = [...described, ...blocksIn(values, 'partition_keys')].map((each) => textIn(each, 'name') ?? '')
    found.set(`${textIn(values, 'database_name')}.${textIn(values, 'name')}`, columns)
  }
  return found
}

/** What a grant may be on; exactly one is said. */
const ON = [
  'database',
  'table',
  'table_with_columns',
  'data_cells_filter',
  'data_location',
  'lf_tag',
  'lf_tag_policy',
  'catalog_resource',
] as const

function targetsOf(
  { address, values }: ReadResource,
  names: Names,
  filters: Filters,
  tables: ReadonlyMap<string, readonly string[]>,
): Target[] | string {
  if (holdsExpression(values.permissions)) return 'has permissions that are known after apply'
  const said = ON.filter((each) => isSaid(values[each]))
  const [on, ...more] = said
  if (on === undefined || more.length > 0) return 'is on nothing, or on several things'
  const [block, ...others] = blocksIn(values, on)
  if (!block || others.length > 0) return `is on ${on.replaceAll('_', ' ')}, which is not understood`
  if (holdsExpression(block)) return 'is on what is known after apply'
  const catalog = textIn(block, 'catalog_id') ?? textIn(block, 'table_catalog_id') ?? textIn(values, 'catalog_id')
  if (catalog !== undefined && catalog !== '' && catalog !== names.account && names.account !== '')
    return 'is in the catalogue of another account'
  const place = placeOf(on, block, names, filters, tables)
  if (typeof place === 'string') return place
  const grantable = textsIn(values, 'permissions_with_grant_option')
  if (holdsExpression(values.permissions_with_grant_option)) return 'has a grant option that is known after apply'
  // With grant option comes the permission itself.
  const given = textsIn(values, 'permissions')
  const permissions = grantable.length === 0 ? given : [...new Set([...given, ...grantable])].sort(compareText)
  if (values.permissions === undefined || values.permissions === null) return 'says no permissions'
  return permissions.map((permission) =>
    target({ ...place, permission, grantable: grantable.includes(permission), address }),
  )
}

function placeOf(
  on: (typeof ON)[number],
  block: Values,
  names: Names,
  filters: Filters,
  tables: ReadonlyMap<string, readonly string[]>,
): Partial<Target> | string {
  const inDatabase = (name: string | undefined): Partial<Target> | undefined =>
    name === undefined ? undefined : { database: name, dataset: names.databases[name]?.dataset ?? null }
  switch (on) {
    case 'database':
      return inDatabase(textIn(block, 'name')) ?? 'names no database'
    case 'table':
    case 'table_with_columns': {
      const place = inDatabase(textIn(block, 'database_name'))
      const name = block.wildcard === true && !isSaid(block.name) ? '*' : textIn(block, 'name')
      if (!place || name === undefined) return 'names no table'
      if (on === 'table') return { ...place, table: name }
      const columns = seenColumns(block, tables.get(`${place.database}.${name}`))
      return columns === undefined ? 'names no columns' : { ...place, table: name, columns }
    }
    case 'data_cells_filter': {
      const filter = filters.get(filterKey(block))
      if (filter === undefined) return 'is on a filter that is not in the stack'
      if (typeof filter === 'string') return filter
      const place = inDatabase(textIn(block, 'database_name'))
      return place ? { ...place, table: textIn(block, 'table_name') ?? '', ...filter } : 'names no database'
    }
    case 'data_location': {
      const [, bucket, prefix = ''] = /^arn:[\w-]+:s3:::([^/]+)(?:\/(.*))?$/.exec(textIn(block, 'arn') ?? '') ?? []
      if (bucket === undefined) return 'is on a location that is not in S3'
      return { location: `s3://${bucket}/${prefix}`, dataset: datasetOfBucket(names, bucket) }
    }
    default:
      return `is on ${on.replaceAll('_', ' ')}, which is not understood`
  }
}

function seenColumns(block: Values, all: readonly string[] | undefined): readonly string[] | null | undefined {
  const named = textsIn(block, 'column_names')
  if (named.length > 0) return named
  if (!isSaid(block.wildcard as Value)) return undefined
  const excluded = textsIn(block, 'excluded_column_names')
  if (excluded.length === 0) return null
  return all?.filter((each) => !excluded.includes(each)).sort()
}

const byBucket = new WeakMap<Names['databases'], ReadonlyMap<string, string>>()

/** The dataset that a bucket belongs to. */
export function datasetOfBucket({ databases }: Pick<Names, 'databases'>, bucket: string): string | null {
  const known =
    byBucket.get(databases) ?? new Map(Object.values(databases).map((each) => [each.bucket, each.dataset] as const))
  byBucket.set(databases, known)
  return known.get(bucket) ?? null
}
