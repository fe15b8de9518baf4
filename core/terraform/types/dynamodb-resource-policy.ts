import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/dynamodb_resource_policy */
export const dynamodbResourcePolicy: ResourceType = {
  type: 'aws_dynamodb_resource_policy',
  // It keeps what events have added from everybody but the hooks.
  compared: { policy: 'policy-widened' },
  added: 'policy-widened',
  whole: 'hooks-changed',
}
