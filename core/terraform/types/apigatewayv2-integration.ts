import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/apigatewayv2_integration */
export const apigatewayv2Integration: ResourceType = {
  type: 'aws_apigatewayv2_integration',
  computed: ['integration_response_selection_expression'],
  whole: 'hooks-changed',
}
