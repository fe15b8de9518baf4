import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/apigatewayv2_api */
export const apigatewayv2Api: ResourceType = {
  type: 'aws_apigatewayv2_api',
  computed: ['api_endpoint', 'execution_arn'],
  whole: 'hooks-changed',
}
