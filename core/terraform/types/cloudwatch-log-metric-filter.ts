import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudwatch_log_metric_filter */
export const cloudwatchLogMetricFilter: ResourceType = {
  type: 'aws_cloudwatch_log_metric_filter',
  whole: 'hooks-changed',
}
