import {
  GetDataCellsFilterCommand,
  GetDataLakeSettingsCommand,
  ListPermissionsCommand,
  ListResourcesCommand,
  type LakeFormationClient,
  type PrincipalResourcePermissions,
  type Resource,
} from '@aws-sdk/client-lakeformation'
import { bucketArn } from '../../../core/model/arn'
import type { EnvironmentAccess, RoleAccess } from '../../../core/model/graph'
import type { AppliedMesh } from '../../support/applied-mesh'

export function testGrants(mesh: () => AppliedMesh, name: string): void {
  let lakeFormation: LakeFormationClient
  let access: EnvironmentAccess
  beforeAll(async () => {
    lakeFormation = (await mesh().aws(name)).lakeFormation
    access = mesh().environment(name).access
  })

  test('the administrators are those of the mesh, and IAMAllowedPrincipals has nothing', async () => {
    const { DataLakeSettings } = await lakeFormation.send(new GetDataLakeSettingsCommand())
    const { DataLakeAdmins, CreateDatabaseDefaultPermissions, CreateTableDefaultPermissions } = DataLakeSettings ?? {}
    const { mesh: model } = mesh().built()
    const named = model.environments.get(name)!.administrators ?? [model.settings.deployRole || '']
    const administrators = named.map((each) => mesh().fill(each, name))
    expect(DataLakeAdmins?.map((each) => each.DataLakePrincipalIdentifier).sort()).toEqual(administrators.sort())
    expect([...(CreateDatabaseDefaultPermissions ?? []), ...(CreateTableDefaultPermissions ?? [])]).toEqual([])
  })

  test('every bucket of a dataset is registered, with a role of its own', async () => {
    const { ResourceInfoList = [] } = await lakeFormation.send(new ListResourcesCommand())
    expect(ResourceInfoList.map(({ ResourceArn, RoleArn }) => [ResourceArn, RoleArn]).sort()).toEqual(
      access.datasets.map(({ bucket, locationRole }) => [bucketArn(access, bucket), locationRole.arn]).sort(),
    )
  })

  test('every role holds exactly the grants of the graph', async () => {
    const { PrincipalResourcePermissions: found = [] } = await lakeFormation.send(new ListPermissionsCommand())
    expect(found.map(grantOf).sort()).toEqual(
      access.roles
        .flatMap((role) => grantsOf(access, role))
        .flatMap(asListed)
        .sort(),
    )
  })

  test('every limited grant shows its columns and rows, and no other', async () => {
    for (const { name: Name, tables } of access.roles) {
      for (const { database: DatabaseName, table: TableName, limit } of tables) {
        if (!limit) continue
        const key = { TableCatalogId: access.account, DatabaseName, TableName, Name }
        const { DataCellsFilter: found } = await lakeFormation.send(new GetDataCellsFilterCommand(key))
        // Lake Formation writes a wildcard of rows as an expression, too.
        expect([found?.ColumnNames, found?.RowFilter?.FilterExpression]).toEqual([
          limit.columns ?? [],
          limit.rows ?? 'TRUE',
        ])
        expect([found?.ColumnWildcard, found?.RowFilter?.AllRowsWildcard].map((each) => each !== undefined)).toEqual([
          limit.columns === null,
          limit.rows === null,
        ])
      }
    }
  })
}

/** Of a table, SELECT is listed by itself. */
function asListed(grant: string): string[] {
  const [, head = '', may = '', option = ''] = /^(.* [^ :]+\.[^ :]+): (.*SELECT.*) \((.*)\)$/.exec(grant) ?? []
  if (head === '') return [grant]
  const rest = (text: string): string[] => text.split(' ').filter((each) => each !== '' && each !== 'SELECT')
  const select = `${head} in all columns: SELECT (${option.includes('SELECT') ? 'SELECT' : ''})`
  return [...(rest(may).length > 0 ? [`${head}: ${rest(may).join(' ')} (${rest(option).join(' ')})`] : []), select]
}

/** `principal resource: permissions (grantable permissions)` */
function grantOf({
  Principal,
  Resource,
  Permissions = [],
  PermissionsWithGrantOption = [],
}: PrincipalResourcePermissions): string {
  const who = Principal?.DataLakePrincipalIdentifier ?? ''
  return line(who, resourceName(Resource), Permissions, PermissionsWithGrantOption)
}

function resourceName({ Database, Table, TableWithColumns: all, DataLocation, ...rest }: Resource = {}): string {
  const { DataCellsFilter: cells } = rest
  if (Database) return Database.Name ?? ''
  if (all) return `${all.DatabaseName}.${all.Name} in ${all.ColumnWildcard ? 'all' : 'some'} columns`
  if (Table) return `${Table.DatabaseName}.${Table.Name}`
  if (cells) return `${cells.DatabaseName}.${cells.TableName} as ${cells.Name}`
  return DataLocation?.ResourceArn ?? 'something else'
}

function grantsOf(access: EnvironmentAccess, { name, arn, databases, tables, locations }: RoleAccess): string[] {
  const grantable = (each: { grantable: boolean; permissions: readonly string[] }): readonly string[] =>
    each.grantable ? each.permissions : []
  const whole = tables.filter((each) => each.permissions.length > 0)
  const limited = tables.filter((each) => each.limit)
  const places = locations.filter((each) => each.permissions.includes('DATA_LOCATION_ACCESS'))
  return [
    ...databases.map((each) => line(arn, each.database, each.permissions, grantable(each))),
    ...whole.map((each) => line(arn, `${each.database}.${each.table}`, each.permissions, grantable(each))),
    ...limited.map((each) => line(arn, `${each.database}.${each.table} as ${name}`, ['SELECT'], [])),
    ...places.map((each) => line(arn, bucketArn(access, each.bucket), ['DATA_LOCATION_ACCESS'], [])),
  ]
}

const line = (who: string, what: string, may: readonly string[], grants: readonly string[]): string =>
  `${who} ${what}: ${[...may].sort().join(' ')} (${[...grants].sort().join(' ')})`
