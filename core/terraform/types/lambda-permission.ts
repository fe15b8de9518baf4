import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_permission */
export const lambdaPermission: ResourceType = {
  type: 'aws_lambda_permission',
  whole: 'hooks-changed',
}
