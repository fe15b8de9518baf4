import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_event_source_mapping */
export const lambdaEventSourceMapping: ResourceType = {
  type: 'aws_lambda_event_source_mapping',
  computed: ['function_arn', 'last_modified', 'last_processing_result', 'state', 'state_transition_reason', 'uuid'],
  whole: 'hooks-changed',
}
