import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/dynamodb_resource_policy */
export const dynamodbResourcePolicy: ResourceType = {
  type: 'aws_dynamodb_resource_policy',
  whole: 'hooks-changed',
}
