import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lakeformation_permissions */
export const lakeformationPermissions: ResourceType = {
  type: 'aws_lakeformation_permissions',
  read: [
    'catalog_id',
    'catalog_resource',
    'data_cells_filter',
    'data_location',
    'database',
    'lf_tag',
    'lf_tag_policy',
    'permissions',
    'permissions_with_grant_option',
    'principal',
    'table',
    'table_with_columns',
  ],
}
