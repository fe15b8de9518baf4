import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/apigatewayv2_authorizer */
export const apigatewayv2Authorizer: ResourceType = {
  type: 'aws_apigatewayv2_authorizer',
  whole: 'hooks-changed',
}
