import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_provisioned_concurrency_config */
export const lambdaProvisionedConcurrencyConfig: ResourceType = {
  type: 'aws_lambda_provisioned_concurrency_config',
  whole: 'hooks-changed',
}
