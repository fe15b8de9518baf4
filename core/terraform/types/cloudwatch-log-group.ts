import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudwatch_log_group */
export const cloudwatchLogGroup: ResourceType = {
  type: 'aws_cloudwatch_log_group',
  whole: 'hooks-changed',
}
