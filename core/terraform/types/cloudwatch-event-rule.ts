import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudwatch_event_rule */
export const cloudwatchEventRule: ResourceType = {
  type: 'aws_cloudwatch_event_rule',
  whole: 'hooks-changed',
}
