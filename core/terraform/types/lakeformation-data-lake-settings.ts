import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lakeformation_data_lake_settings */
export const lakeformationDataLakeSettings: ResourceType = {
  type: 'aws_lakeformation_data_lake_settings',
  read: [
    'admins',
    'allow_external_data_filtering',
    'allow_full_table_external_data_access',
    'catalog_id',
    'create_database_default_permissions',
    'create_table_default_permissions',
    'read_only_admins',
  ],
  compared: { parameters: 'configuration-changed' },
}
