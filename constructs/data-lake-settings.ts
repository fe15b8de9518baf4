import { GlueCatalogDatabase } from '@cdktf/provider-aws/lib/glue-catalog-database'
import { LakeformationDataLakeSettings } from '@cdktf/provider-aws/lib/lakeformation-data-lake-settings'
import { TerraformStack, TerraformVariable, VariableType } from 'cdktf'
import { Construct } from 'constructs'
import { named } from './address'
import { literal } from './literal'

export interface DataLakeSettingsProps {
  /** ARNs of the Lake Formation administrators: the whole list. The role that applies must be among them. */
  readonly administrators: readonly string[]
  /** ARNs of those who see everything and may change nothing. @default - none */
  readonly readers?: readonly string[] | undefined
  /** The AWS account: twelve digits. */
  readonly account: string
}

/** Part of addresses; no dataset can have this name. */
export const DEFAULT_DATABASE = 'default_database'

/**
 * The Lake Formation settings of one account and Region, owned once, and the database `default`.
 *
 * IAMAllowedPrincipals is cleared: with it on a new table, every IAM principal could read past all grants. Terraform
 * cannot see it come back, so a condition on what was read makes the next plan fail.
 */
export class DataLakeSettings extends Construct {
  readonly settings: LakeformationDataLakeSettings
  /** Athena resolves names through it, whatever database a query names. */
  readonly defaultDatabase: GlueCatalogDatabase

  constructor(scope: Construct, id: string, props: DataLakeSettingsProps) {
    super(scope, id)
    this.settings = named(
      new LakeformationDataLakeSettings(this, 'settings', {
        admins: props.administrators.map(literal),
        ...(props.readers && props.readers.length > 0 && { readOnlyAdmins: props.readers.map(literal) }),
        allowExternalDataFiltering: false,
        allowFullTableExternalDataAccess: false,
        lifecycle: {
          postcondition: [
            {
              condition:
                '${length(self.create_database_default_permissions) == 0 && length(self.create_table_default_permissions) == 0}',
              errorMessage:
                'IAMAllowedPrincipals has been put back into the Lake Formation settings: new databases and tables are open to every IAM principal. Apply with -replace=aws_lakeformation_data_lake_settings.settings to clear it, and revoke what was made since.',
            },
          ],
        },
      }),
      'settings',
    )
    this.defaultDatabase = named(
      new GlueCatalogDatabase(this, 'default', {
        name: 'default',
        lifecycle: { preventDestroy: true },
        dependsOn: [this.settings],
      }),
      DEFAULT_DATABASE,
    )
    this.adoptDefault(props.account)
  }

  /** The console and older tools make `default` by themselves: such a one is taken over, where the operator says so. */
  private adoptDefault(account: string): void {
    const adopt = new TerraformVariable(this, 'adopt', {
      type: VariableType.BOOL,
      default: false,
      nullable: false,
      description: 'Whether the account has a Glue database called default already, to be taken over.',
    })
    adopt.overrideLogicalId('adopt_default_database')
    TerraformStack.of(this).addOverride('import', [
      {
        for_each: '${var.adopt_default_database ? toset(["default"]) : toset([])}',
        to: `aws_glue_catalog_database.${DEFAULT_DATABASE}`,
        id: `${account}:default`,
      },
    ])
  }
}
