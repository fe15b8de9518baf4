import { Expression } from '../../terraform/expression'
import {
  blocksIn,
  holdsExpression,
  ofType,
  textIn,
  textsIn,
  type ReadResource,
  type Values,
} from '../../terraform/read/resource'
import { recall, type Recall } from './recall'

/** What grants on a database may refer to. */
export interface LakeDatabase {
  /** By table and name; a text says why one is not understood. */
  readonly filters: ReadonlyMap<string, Filter | string>
  /** Table → columns, as the catalogue has them. */
  readonly tables: ReadonlyMap<string, readonly string[]>
}

export interface Filter {
  readonly columns: readonly string[] | null
  readonly rows: string | null
}

/** By name. */
export type LakeCatalogue = ReadonlyMap<string, LakeDatabase>

const FILTER = 'aws_lakeformation_data_cells_filter'
const TABLE = 'aws_glue_catalog_table'

/** Reads the data cells filters and the tables of a stack's resources. */
export function lakeCatalogue(
  resources: readonly ReadResource[],
  again: Recall<LakeDatabase> = recall(),
): LakeCatalogue {
  const parts = new Map<string, ReadResource[]>()
  const add = (database: string, each: ReadResource): void => {
    const known = parts.get(database)
    if (!known) parts.set(database, [each])
    else if (known.at(-1) !== each) known.push(each)
  }
  for (const each of ofType(resources, TABLE)) add(databaseIn(each.values), each)
  for (const each of ofType(resources, FILTER))
    for (const data of blocksIn(each.values, 'table_data')) add(databaseIn(data), each)
  return new Map([...parts].map(([name, own]) => [name, again(name, own, () => databaseOf(name, own))]))
}

/** The database that a block or a table names. */
export const databaseIn = (values: Values): string => textIn(values, 'database_name') ?? ''

export const filterKey = (values: Values): string =>
  JSON.stringify([textIn(values, 'table_name'), textIn(values, 'name')])

function databaseOf(database: string, resources: readonly ReadResource[]): LakeDatabase {
  const filters = new Map<string, Filter | string>()
  const tables = new Map<string, readonly string[]>()
  for (const { type, values } of resources) {
    if (type === TABLE) tables.set(textIn(values, 'name') ?? '', columnsOf(values))
    for (const data of type === FILTER ? blocksIn(values, 'table_data') : [])
      if (databaseIn(data) === database) filters.set(filterKey(data), readFilter(data))
  }
  return { filters, tables }
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

const columnsOf = (table: Values): readonly string[] =>
  [
    ...blocksIn(table, 'storage_descriptor').flatMap((each) => blocksIn(each, 'columns')),
    ...blocksIn(table, 'partition_keys'),
  ].map((each) => textIn(each, 'name') ?? '')
