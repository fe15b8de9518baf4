import type { Apigatewayv2Api } from '@cdktf/provider-aws/lib/apigatewayv2-api'
import { Construct } from 'constructs'
import type { SyncHook } from '../../core/model/hook-names'
import type { EventQueue } from './event-queue'
import type { HookFunction } from './hook-function'
import { LoggedEvents } from './logged-events'
import { metricAlarm } from './metric-alarm'

export interface HookAlarmsProps {
  readonly mesh: string
  readonly functions: readonly HookFunction[]
  /** @default - no hook follows events */
  readonly queues?: Readonly<Record<SyncHook, EventQueue>> | undefined
  /** @default - nobody calls over HTTP */
  readonly api?: Apigatewayv2Api | undefined
  /** Whether the API refuses callers itself, before a function sees them. @default false */
  readonly isAuthorized?: boolean | undefined
  /** ARN of the SNS topic that alarms go to. @default - nobody is told */
  readonly topic?: string | undefined
}

/** As many as of calls that a function refuses. */
const REFUSALS = 10

/** Tells when hooks fail, when events wait or are given up, when the API has errors, and what hooks log. */
export class HookAlarms extends Construct {
  constructor(scope: Construct, id: string, props: HookAlarmsProps) {
    super(scope, id)
    const { mesh, functions, queues, api, isAuthorized = false, topic } = props
    for (const { names } of functions) {
      metricAlarm(this, `errors_${names.key}`, {
        name: `${names.name}-errors`,
        description: 'The function ended with an error, or not in time.',
        namespace: 'AWS/Lambda',
        metric: 'Errors',
        dimensions: { FunctionName: names.name },
        statistic: 'Sum',
        threshold: 1,
        topic,
      })
    }
    for (const [hook, { name, dead, hidden }] of Object.entries(queues ?? {})) {
      const key = hook.replace('-', '_')
      metricAlarm(this, `age_${key}`, {
        name: `${name}-age`,
        description: 'An event has been tried once and waits for the next try, or nobody takes it.',
        namespace: 'AWS/SQS',
        metric: 'ApproximateAgeOfOldestMessage',
        dimensions: { QueueName: name },
        statistic: 'Maximum',
        threshold: hidden,
        topic,
      })
      metricAlarm(this, `dead_${key}`, {
        name: `${name}-dead-letters`,
        description: 'An event was given up: look into it, and send it again once it can be handled.',
        namespace: 'AWS/SQS',
        metric: 'ApproximateNumberOfMessagesVisible',
        dimensions: { QueueName: dead.name },
        statistic: 'Maximum',
        threshold: 1,
        topic,
      })
    }
    if (api) {
      metricAlarm(this, 'api_errors', {
        name: `${mesh}-sign-in-errors`,
        description: 'The API of the hooks answered with a server error: the function was not there, or not in time.',
        namespace: 'AWS/ApiGateway',
        metric: '5xx',
        // Its id is known only after an apply.
        dimensions: { ApiId: api.id },
        statistic: 'Sum',
        threshold: 1,
        topic,
      })
    }
    if (api && isAuthorized) {
      metricAlarm(this, 'api_refusals', {
        name: `${mesh}-sign-in-refusals`,
        description:
          "Calls without a token or with a wrong one: a stranger, or the identity provider's keys have changed.",
        namespace: 'AWS/ApiGateway',
        metric: '4xx',
        dimensions: { ApiId: api.id },
        statistic: 'Sum',
        threshold: REFUSALS,
        topic,
      })
    }
    new LoggedEvents(this, 'logged', { mesh, functions, topic })
  }
}
