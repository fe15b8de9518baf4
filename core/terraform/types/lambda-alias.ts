import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_alias */
export const lambdaAlias: ResourceType = {
  type: 'aws_lambda_alias',
  computed: ['invoke_arn'],
  whole: 'hooks-changed',
}
