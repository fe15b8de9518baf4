import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/apigatewayv2_route */
export const apigatewayv2Route: ResourceType = {
  type: 'aws_apigatewayv2_route',
  whole: 'hooks-changed',
}
