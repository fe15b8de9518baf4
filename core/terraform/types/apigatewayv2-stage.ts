import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/apigatewayv2_stage */
export const apigatewayv2Stage: ResourceType = {
  type: 'aws_apigatewayv2_stage',
  computed: ['deployment_id', 'execution_arn', 'invoke_url'],
  whole: 'hooks-changed',
}
