import { LakeformationDataCellsFilter } from '@cdktf/provider-aws/lib/lakeformation-data-cells-filter'
import { LakeformationPermissions } from '@cdktf/provider-aws/lib/lakeformation-permissions'
import type { ITerraformDependable } from 'cdktf'
import { Construct } from 'constructs'
import type { Limit } from '../core/model/limits'
import { addressPart, named } from './address'
import { literal } from './literal'

/** Who holds a grant. */
export interface GrantHolder {
  /** The role's key: part of the grant's address. */
  readonly key: string
  readonly name: string
  readonly arn: string
  readonly role: ITerraformDependable
}

/** A grant on a whole database. */
export interface DatabaseGrantProps {
  readonly holder: GrantHolder
  /** Part of the grant's address: the dataset's name, or one that no dataset can have. */
  readonly key: string
  readonly database: string
  /** Sorted; never ALL. */
  readonly permissions: readonly string[]
  /** Whether the holder may grant them on. @default false */
  readonly grantable?: boolean | undefined
  readonly dependsOn: readonly ITerraformDependable[]
}

/** A grant on a table: permissions on the whole of it, a limited SELECT, or both. */
export interface TableGrantProps {
  readonly holder: GrantHolder
  readonly dataset: string
  readonly database: string
  readonly table: string
  /** On the whole table, sorted; never ALL. May be empty. */
  readonly permissions: readonly string[]
  /** SELECT on these columns and rows only. @default - SELECT stands among the permissions, or is not granted */
  readonly limit?: Limit | undefined
  /** @default false */
  readonly grantable?: boolean | undefined
  readonly dependsOn: readonly ITerraformDependable[]
}

/** A right to make catalogue tables over files below a location. */
export interface LocationGrantProps {
  readonly holder: GrantHolder
  readonly dataset: string
  /** ARN of the registered bucket. */
  readonly arn: string
  readonly dependsOn: readonly ITerraformDependable[]
}

export interface LakeFormationGrantsProps {
  /** The AWS account that owns the catalogue: twelve digits. */
  readonly account: string
  readonly databases: readonly DatabaseGrantProps[]
  readonly tables: readonly TableGrantProps[]
  readonly locations: readonly LocationGrantProps[]
  /** The account's Lake Formation settings. */
  readonly settings: ITerraformDependable
}

/**
 * Lake Formation grants in the shapes that the provider reads back as they were written: one resource a role and
 * resource, permissions listed, limits as data cells filters. Grants on one table wait for each other, because Lake
 * Formation refuses to change one table twice at once.
 */
export class LakeFormationGrants extends Construct {
  constructor(scope: Construct, id: string, props: LakeFormationGrantsProps) {
    super(scope, id)
    const last = new Map<string, ITerraformDependable>()
    for (const grant of props.databases) this.onDatabase(grant, props)
    for (const grant of props.locations) this.onLocation(grant, props)
    for (const grant of props.tables) {
      const table = `${grant.database}.${grant.table}`
      const before = last.get(table)
      const waitsFor = [props.settings, grant.holder.role, ...grant.dependsOn]
      const whole =
        grant.permissions.length > 0 ? this.onTable(grant, [...waitsFor, ...(before ? [before] : [])]) : before
      const limited = grant.limit
        ? this.onCells(grant, grant.limit, props.account, [...waitsFor, ...(whole ? [whole] : [])])
        : whole
      if (limited) last.set(table, limited)
    }
  }

  private onDatabase(grant: DatabaseGrantProps, { settings }: LakeFormationGrantsProps): void {
    const id = `${grant.holder.key}__${grant.key}`
    named(
      new LakeformationPermissions(this, `database-${id}`, {
        principal: grant.holder.arn,
        ...permissionsOf(grant),
        database: { name: grant.database },
        dependsOn: [settings, grant.holder.role, ...grant.dependsOn],
      }),
      id,
    )
  }

  private onTable(grant: TableGrantProps, dependsOn: ITerraformDependable[]): ITerraformDependable {
    const id = `${grant.holder.key}__${grant.dataset}__${addressPart(grant.table)}`
    return named(
      new LakeformationPermissions(this, `table-${id}`, {
        principal: grant.holder.arn,
        ...permissionsOf(grant),
        table: { databaseName: grant.database, name: literal(grant.table) },
        dependsOn,
      }),
      id,
    )
  }

  private onCells(
    grant: TableGrantProps,
    limit: Limit,
    account: string,
    dependsOn: ITerraformDependable[],
  ): ITerraformDependable {
    const id = `${grant.holder.key}__${grant.dataset}__${addressPart(grant.table)}`
    const filter = named(
      new LakeformationDataCellsFilter(this, `filter-${id}`, {
        tableData: [
          {
            tableCatalogId: account,
            databaseName: grant.database,
            tableName: literal(grant.table),
            name: grant.holder.name,
            // Lake Formation gives a wildcard back with what it leaves out, also where that is nothing.
            ...(limit.columns === null
              ? { columnWildcard: [{ excludedColumnNames: [] }] }
              : { columnNames: limit.columns.map(literal) }),
            rowFilter: [limit.rows === null ? { allRowsWildcard: [{}] } : { filterExpression: literal(limit.rows) }],
          },
        ],
        dependsOn,
      }),
      id,
    )
    return named(
      new LakeformationPermissions(this, `cells-${id}`, {
        principal: grant.holder.arn,
        ...permissionsOf({ permissions: ['SELECT'] }),
        dataCellsFilter: {
          tableCatalogId: account,
          databaseName: grant.database,
          tableName: literal(grant.table),
          name: grant.holder.name,
        },
        dependsOn: [...dependsOn, filter],
      }),
      `cells__${id}`,
    )
  }

  private onLocation(grant: LocationGrantProps, { settings }: LakeFormationGrantsProps): void {
    const id = `location__${grant.holder.key}__${grant.dataset}`
    named(
      new LakeformationPermissions(this, id, {
        principal: grant.holder.arn,
        ...permissionsOf({ permissions: ['DATA_LOCATION_ACCESS'] }),
        dataLocation: { arn: grant.arn },
        dependsOn: [settings, grant.holder.role, ...grant.dependsOn],
      }),
      id,
    )
  }
}

function permissionsOf(grant: { readonly permissions: readonly string[]; readonly grantable?: boolean | undefined }): {
  permissions: string[]
  permissionsWithGrantOption: string[]
} {
  const permissions = [...new Set(grant.permissions)].sort()
  // Written out also where it is empty: the provider keeps what an argument was that is left out, so that nobody would
  // ever lose a grant option.
  return { permissions, permissionsWithGrantOption: grant.grantable === true ? permissions : [] }
}
