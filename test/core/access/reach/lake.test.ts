import { lakeGrants, LATER, type LakeGrants } from '../../../../core/access/reach/lake'
import type { Values } from '../../../../core/terraform/read/resource'
import { Expression } from '../../../../core/terraform/expression'
import { ACCOUNT } from '../../policy/services'
import { names, resource, roleArnOf, TRIALS } from '../../../support/review-stack'

const READER = roleArnOf('reader')
const TABLE = resource('aws_glue_catalog_table', 'subjects', {
  database_name: 'lab_trials',
  name: 'subjects',
  storage_descriptor: [{ columns: [{ name: 'id' }, { name: 'age' }, { name: 'site' }] }],
  partition_keys: [{ name: 'year' }],
})

const grant = (values: Values, ...others: Parameters<typeof lakeGrants>[0]): LakeGrants => {
  const permissions = resource('aws_lakeformation_permissions', 'g', {
    principal: READER,
    permissions: ['SELECT'],
    ...values,
  })
  return lakeGrants([permissions, TABLE, ...others], names())
}
const held = (found: LakeGrants): object[] => (found.held.get(READER) ?? []).map(({ address: _, ...each }) => each)
const WHOLE = { dataset: 'trials', location: null, columns: null, rows: null, grantable: false, permission: 'SELECT' }
const subjects = { ...WHOLE, database: 'lab_trials', table: 'subjects' }
const onTable = { table: [{ database_name: 'lab_trials', name: 'subjects' }] }
const columns = (more: Values): Values => ({
  table_with_columns: [{ database_name: 'lab_trials', name: 'subjects', ...more }],
})

describe('a grant is on', () => {
  test.each<[string, Values, object]>([
    ['a database', { database: [{ name: 'lab_trials' }] }, { ...subjects, table: null }],
    [
      'a database of no dataset',
      { database: { name: 'default' } },
      { ...subjects, dataset: null, database: 'default', table: null },
    ],
    ['a table', onTable, subjects],
    ['all tables', { table: [{ database_name: 'lab_trials', wildcard: true, name: '' }] }, { ...subjects, table: '*' }],
    ['columns', columns({ column_names: ['site', 'age'] }), { ...subjects, columns: ['age', 'site'] }],
    ['all columns', columns({ wildcard: true }), subjects],
    [
      'all columns but some',
      columns({ wildcard: true, excluded_column_names: ['age'] }),
      { ...subjects, columns: ['id', 'site', 'year'] },
    ],
    [
      'a location',
      { data_location: [{ arn: `arn:aws:s3:::${TRIALS}/raw` }] },
      { ...WHOLE, database: null, table: null, location: `s3://${TRIALS}/raw` },
    ],
    [
      'a bucket of no dataset',
      { data_location: [{ arn: 'arn:aws:s3:::elsewhere' }] },
      { ...WHOLE, dataset: null, database: null, table: null, location: 's3://elsewhere/' },
    ],
  ])('%s', (_, values, target) => {
    const found = grant(values)
    expect([...found.faults]).toEqual([])
    expect(held(found)).toEqual([target])
  })
})

test('with the right to grant something on comes that itself', () => {
  const found = grant({ ...onTable, permissions: ['DESCRIBE'], permissions_with_grant_option: ['SELECT'] })
  expect(held(found)).toEqual([
    { ...subjects, permission: 'DESCRIBE' },
    { ...subjects, permission: 'SELECT', grantable: true },
  ])
})

test('grants of one principal are held together, and others are theirs', () => {
  const found = grant(
    onTable,
    resource('aws_lakeformation_permissions', 'h', { principal: READER, permissions: ['DESCRIBE'], ...onTable }),
    resource('aws_lakeformation_permissions', 'i', { principal: ACCOUNT, permissions: ['ALL'], ...onTable }),
  )
  expect(found.held.get(READER)?.map((each) => each.permission)).toEqual(['SELECT', 'DESCRIBE'])
  expect(found.held.get(ACCOUNT)?.map((each) => each.permission)).toEqual(['ALL'])
})

test('a principal that only an apply tells holds it all the same', () => {
  const found = grant({ ...onTable, principal: new Expression('${aws_iam_role.x.arn}') })
  expect(found.held.get(LATER)).toHaveLength(1)
})

const computed = new Expression('${local.x}')

describe('a grant is not understood', () => {
  test.each<[string, Values, string]>([
    ['on nothing', {}, 'is on nothing, or on several things'],
    ['on several things', { ...onTable, database: [{ name: 'lab_trials' }] }, 'is on nothing, or on several things'],
    ['on two tables', { table: [...onTable.table, ...onTable.table] }, 'is on table, which is not understood'],
    ['on a tag', { lf_tag: [{ key: 'a', values: ['b'] }] }, 'is on lf tag, which is not understood'],
    ['on what has a tag', { lf_tag_policy: [{ resource_type: 'TABLE' }] }, 'is on lf tag policy, which'],
    ['on the catalogue', { catalog_resource: true }, 'is on catalog resource, which is not understood'],
    ['on no database', { table: [{ name: 'subjects' }] }, 'names no table'],
    ['on no table', { table: [{ database_name: 'lab_trials' }] }, 'names no table'],
    ['on no columns', columns({}), 'names no columns'],
    [
      'on all but some columns of an unknown table',
      {
        table_with_columns: [{ database_name: 'lab_trials', name: 'x', wildcard: true, excluded_column_names: ['a'] }],
      },
      'names no columns',
    ],
    ['on no bucket', { data_location: [{ arn: 'arn:aws:dynamodb:::x' }] }, 'is on a location that is not in S3'],
    [
      'in another account',
      { table: [{ ...onTable.table[0], catalog_id: '222222222222' }] },
      'is in the catalogue of another account',
    ],
    ['in another account as a whole', { ...onTable, catalog_id: '222222222222' }, 'is in the catalogue of another'],
    ['on what is computed', { table: [{ database_name: 'lab_trials', name: computed }] }, 'is on what is known after'],
    ['on a computed column', columns({ column_names: ['age', computed] }), 'is on what is known after apply'],
    ['on a computed block', { table: computed }, 'is on table, which is not understood'],
    ['with computed permissions', { ...onTable, permissions: computed }, 'has permissions that are known after apply'],
    ['with one that is computed', { ...onTable, permissions: ['SELECT', computed] }, 'has permissions that are known'],
    ['with a computed option', { ...onTable, permissions_with_grant_option: [computed] }, 'has a grant option that'],
  ])('%s', (_, values, says) => {
    const found = grant(values)
    expect(found.faults.get('aws_lakeformation_permissions.g')).toContain(says)
    expect(found.held.size).toBe(0)
  })
})

test('the own catalogue may be named', () => {
  expect(held(grant({ ...onTable, catalog_id: ACCOUNT }))).toEqual([subjects])
})

describe('a data cells filter', () => {
  const ON = { table_catalog_id: ACCOUNT, database_name: 'lab_trials', table_name: 'subjects', name: 'adults' }
  const filtered = (data: Values): LakeGrants =>
    grant(
      { data_cells_filter: [ON] },
      resource('aws_lakeformation_data_cells_filter', 'f', { table_data: [{ ...ON, ...data }] }),
    )
  const rows = { row_filter: [{ filter_expression: ' age > 17 ', all_rows_wildcard: [] }] }
  const allRows = { row_filter: [{ filter_expression: '', all_rows_wildcard: [{}] }] }

  test.each<[string, Values, object]>([
    ['rows and columns', { ...rows, column_names: ['site', 'id'] }, { rows: 'age > 17', columns: ['id', 'site'] }],
    ['rows of all columns', { ...rows, column_wildcard: [{ excluded_column_names: [] }] }, { rows: 'age > 17' }],
    ['all rows of some columns', { ...allRows, column_names: ['id'] }, { columns: ['id'] }],
    ['all of it', { ...allRows, column_wildcard: [null] }, {}],
  ])('limits to %s', (_, data, limits) => {
    expect(held(filtered(data))).toEqual([{ ...subjects, ...limits }])
  })

  test.each<[string, Values, string]>([
    ['leaves columns out', { ...rows, column_wildcard: [{ excluded_column_names: ['age'] }] }, 'leaves columns out'],
    ['has no columns', rows, 'has a filter without columns'],
    ['has no rows', { column_names: ['id'] }, 'has a filter without rows'],
    ['says neither rows nor all', { column_names: ['id'], row_filter: [{}] }, 'has a filter without rows'],
    [
      'has computed rows',
      { column_names: ['id'], row_filter: [{ filter_expression: computed }] },
      'whose rows are known',
    ],
    ['has computed columns', { ...rows, column_names: computed }, 'whose columns are known after apply'],
    ['has a computed column', { ...rows, column_names: ['id', computed] }, 'whose columns are known after apply'],
  ])('that %s is not understood', (_, data, says) => {
    const found = filtered(data)
    expect(found.faults.get('aws_lakeformation_permissions.g')).toContain(says)
    expect(found.held.size).toBe(0)
  })

  test('that is not there is not understood, nor is one of another table', () => {
    expect([...grant({ data_cells_filter: [ON] }).faults.values()]).toEqual(['is on a filter that is not in the stack'])
    const other = resource('aws_lakeformation_data_cells_filter', 'f', {
      table_data: [{ ...ON, table_name: 'visits', ...allRows, column_wildcard: [{}] }],
    })
    expect(grant({ data_cells_filter: [ON] }, other).held.size).toBe(0)
  })
})

test.each([undefined, null])('a grant that says no permissions is told: %s', (permissions) => {
  const values = { principal: 'p', database: [{ name: 'lab_trials' }], ...(permissions === null && { permissions }) }
  const { faults } = lakeGrants([resource('aws_lakeformation_permissions', 'x', values)], names())
  expect([...faults.values()]).toEqual(['says no permissions'])
})
