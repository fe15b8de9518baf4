import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/dynamodb_table_item */
export const dynamodbTableItem: ResourceType = {
  type: 'aws_dynamodb_table_item',
  read: ['item', 'hash_key', 'range_key', 'table_name'],
  follows: true,
  untold: 'row-changed',
}
