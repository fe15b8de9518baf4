import { compareText } from '../../model/diagnostic'
import type { Value } from '../../terraform/expression'
import {
  blocksIn,
  holdsExpression,
  isSaid,
  textIn,
  textsIn,
  type ReadResource,
  type Values,
} from '../../terraform/read/resource'
import { datasetOfBucket } from './dataset-bucket'
import { databaseIn, filterKey, type LakeCatalogue } from './lake-catalogue'
import type { Names } from './names'
import { target, type Target } from './targets'

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

/** What a grant of Lake Formation gives; a text says why it is not understood. */
export function targetsOf(
  { address, values }: ReadResource,
  names: Names,
  catalogue: LakeCatalogue,
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
  const place = placeOf(on, block, names, catalogue)
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
  catalogue: LakeCatalogue,
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
      const columns = seenColumns(block, catalogue.get(databaseIn(block))?.tables.get(name))
      return columns === undefined ? 'names no columns' : { ...place, table: name, columns }
    }
    case 'data_cells_filter': {
      const filter = catalogue.get(databaseIn(block))?.filters.get(filterKey(block))
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
