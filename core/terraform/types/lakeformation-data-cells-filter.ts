import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lakeformation_data_cells_filter */
export const lakeformationDataCellsFilter: ResourceType = {
  type: 'aws_lakeformation_data_cells_filter',
  read: ['table_data'],
  follows: true,
}
