import { ReviewInputError } from './input-error'
import type { Value } from '../expression'
import { isJson, parseObject, type Json } from './format'
import type { ReadResource } from './resource'

/** What Lake Formation itself says of who holds what, as Terraform would write it. */
export interface LivePermissions {
  /** The account whose catalogue it is. */
  readonly account: string
  readonly grants: readonly ReadResource[]
  /** Address → why it is not understood. */
  readonly faults: ReadonlyMap<string, string>
}

/**
 * Reads what `aws lakeformation list-permissions` prints.
 *
 * @param what how the file is spoken of
 * @throws {ReviewInputError} for what is no such list, or is of several accounts
 * @see https://docs.aws.amazon.com/lake-formation/latest/APIReference/API_ListPermissions.html
 */
export function readLivePermissions(text: string, what: string): LivePermissions {
  const json = parseObject(text, what)
  if (!Array.isArray(json.PrincipalResourcePermissions))
    throw new ReviewInputError(`${what} is not what \`aws lakeformation list-permissions\` prints`)
  const entries: readonly unknown[] = json.PrincipalResourcePermissions
  const faults = new Map<string, string>()
  if (typeof json.NextToken === 'string' && json.NextToken !== '')
    faults.set(what, 'is the first page of a list only: leave out --max-items and --no-paginate')
  const accounts = new Set<string>()
  const grants = entries.flatMap((entry, index): ReadResource[] => {
    const address = `${what}: entry ${index + 1}`
    const values = isJson(entry) ? valuesOf(entry, accounts) : 'is no grant'
    if (typeof values !== 'string') return [{ address, type: 'aws_lakeformation_permissions', values }]
    faults.set(address, values)
    return []
  })
  const [account, ...more] = [...accounts].sort()
  if (account === undefined)
    throw new ReviewInputError(`${what} names no catalogue: it lists nothing that can be reviewed`)
  if (more.length > 0) throw new ReviewInputError(`${what} is of several accounts: ${[account, ...more].join(', ')}`)
  return { account, grants, faults }
}

type GrantValues = ReadResource['values']

function valuesOf(entry: Json, accounts: Set<string>): GrantValues | string {
  const { Principal: principal, Resource: resource } = entry
  const who = isJson(principal) ? principal.DataLakePrincipalIdentifier : undefined
  if (typeof who !== 'string') return 'names no principal'
  const [[kind, on] = [], ...more] = isJson(resource) ? Object.entries(resource) : []
  if (kind === undefined || !isJson(on) || more.length > 0) return 'is on nothing that is known'
  const account = on.CatalogId ?? on.TableCatalogId
  if (typeof account === 'string' && /^\d{12}$/.test(account)) accounts.add(account)
  const { Permissions: permissions, PermissionsWithGrantOption: grantable = [] } = entry
  if (!isTexts(permissions) || !isTexts(grantable)) return 'says no permissions that are known'
  const block = blockOf(kind, on)
  if (typeof block === 'string') return block
  return {
    principal: who,
    permissions,
    permissions_with_grant_option: grantable,
    ...block,
  }
}

function blockOf(kind: string, on: Json): GrantValues | string {
  const text = (key: string): string => (typeof on[key] === 'string' ? on[key] : '')
  const catalog: GrantValues = text('CatalogId') === '' ? {} : { catalog_id: text('CatalogId') }
  // What is on all tables, Lake Formation lists as a table of this name.
  const named: GrantValues = ['', 'ALL_TABLES'].includes(text('Name')) ? {} : { name: text('Name') }
  switch (kind) {
    case 'Database':
      return { database: [{ name: text('Name'), ...catalog }] }
    case 'Table':
      return {
        table: [
          {
            database_name: text('DatabaseName'),
            ...named,
            ...(on.TableWildcard !== undefined && { wildcard: true }),
            ...catalog,
          },
        ],
      }
    case 'TableWithColumns': {
      const { ColumnWildcard: wildcard } = on
      const columns: GrantValues = isJson(wildcard)
        ? { wildcard: true, excluded_column_names: textsOf(wildcard.ExcludedColumnNames) }
        : { column_names: textsOf(on.ColumnNames) }
      return { table_with_columns: [{ database_name: text('DatabaseName'), ...named, ...columns, ...catalog }] }
    }
    case 'DataCellsFilter':
      return {
        data_cells_filter: [
          {
            database_name: text('DatabaseName'),
            table_name: text('TableName'),
            name: text('Name'),
            table_catalog_id: text('TableCatalogId'),
          },
        ],
      }
    case 'DataLocation':
      return { data_location: [{ arn: text('ResourceArn'), ...catalog }] }
    default:
      return `is on ${/^\w{1,40}$/.test(kind) ? kind : 'something'}, which is not understood`
  }
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string')

const textsOf = (value: unknown): Value =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
