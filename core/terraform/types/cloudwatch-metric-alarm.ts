import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudwatch_metric_alarm */
export const cloudwatchMetricAlarm: ResourceType = {
  type: 'aws_cloudwatch_metric_alarm',
  whole: 'hooks-changed',
}
