import { ReviewInputError } from '../../../../core/terraform/read/input-error'
import { readLivePermissions, type LivePermissions } from '../../../../core/terraform/read/live'
import type { Values } from '../../../../core/terraform/read/resource'
import { stackSnapshot } from '../../../../core/access/snapshot/stack-snapshot'
import type { ReviewPath } from '../../../../core/review/types'
import { ACCOUNT, iamArn, OUTPUT, role, type Json } from '../../../support/stack-plan'

const TABLE = { CatalogId: ACCOUNT, DatabaseName: 'lab_trials', Name: 'visits' }
const entry = (Resource: unknown, more: Json = {}): Json => ({
  Principal: { DataLakePrincipalIdentifier: iamArn('role/reader') },
  Resource,
  Permissions: ['SELECT'],
  PermissionsWithGrantOption: [],
  ...more,
})
const ON_TABLE = entry({ Table: TABLE })
const read = (entries: readonly unknown[], more: Json = {}): LivePermissions =>
  readLivePermissions(JSON.stringify({ PrincipalResourcePermissions: entries, ...more }), 'it')

/** What the entries come to as paths of a stack with one role, which nobody opens. */
function paths(...entries: readonly unknown[]): readonly ReviewPath[] {
  const { grants, faults } = read([
    ...entries,
    entry({ Database: { CatalogId: ACCOUNT, Name: 'x' } }, { Permissions: [] }),
  ])
  expect([...faults]).toEqual([])
  const side = stackSnapshot(
    { output: { ...OUTPUT, services: {} }, account: ACCOUNT, region: 'eu-central-1', resources: grants, faults },
    true,
  )
  expect(side?.notAnalysed).toEqual([])
  return side?.paths.map((each) => each.path) ?? []
}

test.each<[string, Json, Partial<ReviewPath>]>([
  ['a database', { Database: { CatalogId: ACCOUNT, Name: 'lab_trials' } }, { database: 'lab_trials', table: null }],
  ['a table', { Table: TABLE }, { database: 'lab_trials', table: 'visits', columns: null }],
  ['columns', { TableWithColumns: { ...TABLE, ColumnNames: ['b', 'a'] } }, { table: 'visits', columns: ['a', 'b'] }],
  ['all columns', { TableWithColumns: { ...TABLE, ColumnWildcard: {} } }, { table: 'visits', columns: null }],
  ['all tables', { Table: { ...TABLE, Name: 'ALL_TABLES', TableWildcard: {} } }, { table: '*', columns: null }],
  ['all tables without a name', { Table: { ...TABLE, Name: undefined, TableWildcard: {} } }, { table: '*' }],
  [
    'all columns of all tables',
    { TableWithColumns: { ...TABLE, Name: 'ALL_TABLES', ColumnWildcard: {} } },
    { table: '*', columns: null },
  ],
  [
    'a location',
    { DataLocation: { CatalogId: ACCOUNT, ResourceArn: 'arn:aws:s3:::acme-lab-trials/x' } },
    { location: 's3://acme-lab-trials/x', dataset: 'trials' },
  ],
])('a grant on %s is what Terraform would make of it', (_, resource, expected) => {
  expect(paths(entry(resource))).toEqual([expect.objectContaining({ permission: 'SELECT', ...expected })])
})

test.each(['IAM_ALLOWED_PRINCIPALS', '222222222222', iamArn('user/eve'), `${iamArn('group')}/IAMPrincipals`])(
  'a grant to %s is to that principal',
  (DataLakePrincipalIdentifier) => {
    const found = paths(entry({ Table: TABLE }, { Principal: { DataLakePrincipalIdentifier } }))
    expect(found.map((each) => [each.service, each.group])).toEqual([['', DataLakePrincipalIdentifier]])
  },
)

test('a grant option is the permission, and the right to give it on', () => {
  const found = paths(entry({ Table: TABLE }, { Permissions: ['SELECT'], PermissionsWithGrantOption: ['DESCRIBE'] }))
  expect(found.map((each) => [each.permission, each.grantable])).toEqual([
    ['DESCRIBE', true],
    ['SELECT', false],
  ])
})

test('columns that are left out are told as such', () => {
  const ColumnWildcard = { ExcludedColumnNames: ['secret'] }
  const { grants } = read([entry({ TableWithColumns: { ...TABLE, ColumnWildcard } })])
  expect(grants[0]?.values.table_with_columns).toEqual([
    expect.objectContaining({ name: 'visits', wildcard: true, excluded_column_names: ['secret'] }),
  ])
})

test('a filter is named, so that what it lets through is asked of the stack', () => {
  const filter = { TableCatalogId: ACCOUNT, DatabaseName: 'lab_trials', TableName: 'visits', Name: 'f' }
  const { account, grants } = read([entry({ DataCellsFilter: filter })])
  expect(account).toBe(ACCOUNT)
  expect(grants[0]?.values.data_cells_filter).toEqual([
    { database_name: 'lab_trials', table_name: 'visits', name: 'f', table_catalog_id: ACCOUNT },
  ])
})

test('the first page of a list is not the list', () => {
  expect([...read([ON_TABLE], { NextToken: 'more' }).faults.keys()]).toEqual(['it'])
  expect([...read([ON_TABLE], { NextToken: '' }).faults.keys()]).toEqual([])
})

test.each<[string, unknown]>([
  ['null', null],
  ['a text', 'x'],
  ['a list', [ON_TABLE]],
  ['no principal', { ...ON_TABLE, Principal: undefined }],
  ['a principal that is a text', { ...ON_TABLE, Principal: iamArn('role/reader') }],
  ['a principal without a name', { ...ON_TABLE, Principal: {} }],
  ['no resource', { ...ON_TABLE, Resource: undefined }],
  ['nothing in its resource', entry({})],
  ['two resources', entry({ Table: TABLE, Database: { Name: 'x' } })],
  ['a resource that is a text', entry({ Table: 'visits' })],
  ['no permissions', { ...ON_TABLE, Permissions: undefined }],
  ['permissions as a text', { ...ON_TABLE, Permissions: 'SELECT' }],
  ['a permission that is none', { ...ON_TABLE, Permissions: ['SELECT', { Name: 'DROP' }] }],
  ['grant options as a text', { ...ON_TABLE, PermissionsWithGrantOption: 'SELECT' }],
  ['the catalogue itself', entry({ Catalog: {} })],
  ['a tag', entry({ LFTag: { CatalogId: ACCOUNT, TagKey: 'k', TagValues: ['v'] } })],
  ['a policy of tags', entry({ LFTagPolicy: { CatalogId: ACCOUNT, ResourceType: 'TABLE', Expression: [] } })],
  ['what is yet to come', entry({ Stream: { Name: 'x' } })],
  ['markup', entry({ '<img src=x>': {} })],
  ['a prototype', entry(JSON.parse('{"__proto__":{"Name":"x"}}'))],
])('an entry with %s is told, under its place in the list', (_, odd) => {
  const { grants, faults } = read([ON_TABLE, odd, ON_TABLE])
  expect(grants.map((each) => each.address)).toEqual(['it: entry 1', 'it: entry 3'])
  expect([...faults.keys()]).toEqual(['it: entry 2'])
  expect([...faults.values()].join()).toMatch(/^[\w, ]+$/)
})

test.each<[string, unknown]>([
  ['an object', {}],
  ['another command', { Permissions: [] }],
  ['no list', { PrincipalResourcePermissions: {} }],
  ['an empty list', { PrincipalResourcePermissions: [] }],
  ['entries without a catalogue', { PrincipalResourcePermissions: [entry({ Catalog: {} }), null] }],
])('%s is refused, since it tells nothing', (_, json) => {
  expect(() => readLivePermissions(JSON.stringify(json), 'it')).toThrow(ReviewInputError)
})

test('a list of several accounts is refused', () => {
  const other = entry({ Table: { ...TABLE, CatalogId: '222222222222' } })
  expect(() => read([ON_TABLE, other])).toThrow('it is of several accounts: 111111111111, 222222222222')
})

test('a list of a role that the stack has is that of its groups', () => {
  const { grants } = read([ON_TABLE])
  const reader = { address: 'aws_iam_role.reader', type: 'aws_iam_role', values: role() as Values }
  const provider = { address: 'aws_iam_saml_provider.p', type: 'aws_iam_saml_provider', values: { name: 'portal' } }
  const stack = { output: OUTPUT, account: ACCOUNT, region: 'eu-central-1', faults: new Map() }
  const side = stackSnapshot({ ...stack, resources: [reader, provider, ...grants] }, true)
  expect(side?.paths.map(({ path }) => [path.service, path.group])).toEqual([['portal', 'READERS']])
})
