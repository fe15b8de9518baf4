import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm'
import type { Construct } from 'constructs'
import { named } from '../address'

export interface MetricAlarmProps {
  readonly name: string
  /** What is wrong, and what to do. */
  readonly description: string
  readonly namespace: string
  readonly metric: string
  /** @default - the metric has none */
  readonly dimensions?: Readonly<Record<string, string>> | undefined
  readonly statistic: 'Maximum' | 'Sum'
  /** From so much on within five minutes. */
  readonly threshold: number
  /** ARN of the SNS topic that is told. @default - nobody */
  readonly topic?: string | undefined
}

const PERIOD_SECONDS = 300

/** An alarm over five minutes; no data is no alarm. */
export function metricAlarm(scope: Construct, id: string, props: MetricAlarmProps): CloudwatchMetricAlarm {
  return named(
    new CloudwatchMetricAlarm(scope, id, {
      alarmName: props.name,
      alarmDescription: props.description,
      namespace: props.namespace,
      metricName: props.metric,
      ...(props.dimensions && { dimensions: { ...props.dimensions } }),
      statistic: props.statistic,
      period: PERIOD_SECONDS,
      evaluationPeriods: 1,
      threshold: props.threshold,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      ...(props.topic !== undefined && { alarmActions: [props.topic] }),
    }),
    id,
  )
}
