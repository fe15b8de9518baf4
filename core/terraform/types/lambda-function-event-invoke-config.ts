import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_function_event_invoke_config */
export const lambdaFunctionEventInvokeConfig: ResourceType = {
  type: 'aws_lambda_function_event_invoke_config',
  whole: 'hooks-changed',
}
