import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule'
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target'
import { Construct } from 'constructs'
import { named } from '../address'
import type { EventQueue } from './event-queue'

export interface SyncScheduleProps {
  /** The rule's name. */
  readonly name: string
  /** The queue that is told. */
  readonly queue: EventQueue
}

/** At an odd minute, when fewer others start. */
const HOURLY = 'cron(17 * * * ? *)'

const MESSAGE = JSON.stringify({ schemaVersion: 1, type: 'reconcile' })

/** Once an hour, trust-sync looks at every environment: an apply that changes no path tells nobody, and may undo an event. */
export class SyncSchedule extends Construct {
  constructor(scope: Construct, id: string, props: SyncScheduleProps) {
    super(scope, id)
    const rule = named(
      new CloudwatchEventRule(this, 'rule', {
        name: props.name,
        description: 'Lets trust-sync look at every environment',
        scheduleExpression: HOURLY,
      }),
      id,
    )
    named(
      new CloudwatchEventTarget(this, 'target', {
        rule: props.name,
        targetId: 'queue',
        arn: props.queue.arn,
        input: MESSAGE,
        dependsOn: [rule, props.queue.queue],
      }),
      id,
    )
  }
}
