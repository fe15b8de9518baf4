import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudwatch_event_target */
export const cloudwatchEventTarget: ResourceType = {
  type: 'aws_cloudwatch_event_target',
  read: ['arn'],
  whole: 'hooks-changed',
}
