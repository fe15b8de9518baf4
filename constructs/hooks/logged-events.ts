import { CloudwatchLogMetricFilter } from '@cdktf/provider-aws/lib/cloudwatch-log-metric-filter'
import { Construct } from 'constructs'
import { signsIn, type HookName } from '../../core/model/hook-names'
import { named } from '../address'
import type { HookFunction } from './hook-function'
import { metricAlarm } from './metric-alarm'

/** What hooks log, and from how many in five minutes on somebody should look. */
interface AlarmedEvent {
  /** The word in the field `event` of a line, if nothing else is said. */
  readonly event: string
  /** Which lines are counted. @default - those of the event */
  readonly pattern?: string
  readonly threshold: number
  readonly description: string
  readonly loggedBy: (hook: HookName) => boolean
}

const synchronises = (hook: HookName): boolean => hook === 'entitlement-sync' || hook === 'trust-sync'
const isRunTask = (hook: HookName): boolean => hook === 'run-task'
const isSignIn = (hook: HookName): boolean => signsIn({ hook })

export const ALARMED_EVENTS: readonly AlarmedEvent[] = [
  {
    event: 'code-collision',
    threshold: 1,
    description:
      'Two groups have one code, one has two, or a row has another than its environment says: all were dropped.',
    loggedBy: (hook) => !isRunTask(hook),
  },
  {
    event: 'failed',
    threshold: 1,
    description: 'A hook could not do its work. Nobody got access that way; its log says why.',
    loggedBy: () => true,
  },
  {
    event: 'refused-row',
    pattern: '{ ($.event = "failed") && ($.about.cause = "row") }',
    threshold: 1,
    description:
      'A row of the table is not as Terraform and the hooks write it, and opened nothing. Find out who wrote it.',
    loggedBy: (hook) => !isRunTask(hook),
  },
  {
    event: 'refused',
    threshold: 25,
    description: 'Many people could not sign in. The field about.code of the log says why.',
    loggedBy: isSignIn,
  },
  {
    event: 'unauthenticated',
    threshold: 10,
    description: 'Callers without the secret, a token or a signature: a stranger, or somebody with an old secret.',
    loggedBy: (hook) => hook.startsWith('okta-') || isRunTask(hook),
  },
  {
    event: 'refused-event',
    threshold: 1,
    description: 'An event was refused: it is malformed, or speaks of what its publisher has no say in.',
    loggedBy: synchronises,
  },
  {
    event: 'trust-too-long',
    threshold: 1,
    description: 'A trust policy has no room for what events added. Run trustloom pull, or raise the quota.',
    loggedBy: (hook) => hook === 'trust-sync',
  },
]

export interface LoggedEventsProps {
  readonly mesh: string
  readonly functions: readonly HookFunction[]
  /** ARN of the SNS topic that alarms go to. @default - nobody is told */
  readonly topic?: string | undefined
}

/**
 * Counts words in the logs of hooks, all functions together, and tells where there are too many.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export class LoggedEvents extends Construct {
  constructor(scope: Construct, id: string, { mesh, functions, topic }: LoggedEventsProps) {
    super(scope, id)
    const namespace = `Trustloom/${mesh}`
    for (const { event, pattern = `{ $.event = "${event}" }`, threshold, description, loggedBy } of ALARMED_EVENTS) {
      const logging = functions.filter(({ names }) => loggedBy(names.hook))
      for (const { names, log } of logging) {
        named(
          new CloudwatchLogMetricFilter(this, `${names.key}-${event}`, {
            name: event,
            logGroupName: names.logGroup,
            pattern,
            metricTransformation: { name: event, namespace, value: '1' },
            dependsOn: [log],
          }),
          `${names.key}__${event}`,
        )
      }
      if (logging.length === 0) continue
      metricAlarm(this, `logged_${event}`, {
        name: `${mesh}-${event}`,
        description,
        namespace,
        metric: event,
        statistic: 'Sum',
        threshold,
        topic,
      })
    }
  }
}
