import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue'
import { Construct } from 'constructs'
import { policyText } from '../../core/policy/canonical'
import type { PolicyDocument } from '../../core/policy/document'
import { named } from '../address'
import { literal } from '../literal'

export interface EventQueueProps {
  readonly name: string
  readonly arn: string
  /** Where messages end that could not be handled. */
  readonly dead: { readonly name: string; readonly arn: string; readonly policy: PolicyDocument }
  /** Who may send. */
  readonly policy: PolicyDocument
  /** How long the function that it feeds may take, in seconds. */
  readonly timeout: number
}

/** How often a message is tried. */
const ATTEMPTS = 5
const DEAD_DAYS = 14

/** A message that is being worked on is hidden for that many timeouts of the function, as AWS advises. */
const VISIBLE_AFTER = 6

/**
 * A queue that feeds a hook, and the queue of what it could not handle. Both are encrypted with a key of SQS's own:
 * with a key of KMS, SNS and EventBridge would need a way to it.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
export class EventQueue extends Construct {
  readonly name: string
  readonly arn: string
  readonly queue: SqsQueue
  readonly dead: { readonly name: string; readonly arn: string; readonly queue: SqsQueue }
  /** How long a message stays hidden after a try, in seconds. */
  readonly hidden: number

  constructor(scope: Construct, id: string, props: EventQueueProps) {
    super(scope, id)
    this.name = props.name
    this.arn = props.arn
    this.hidden = props.timeout * VISIBLE_AFTER
    const dead = named(
      new SqsQueue(this, 'dead', {
        name: props.dead.name,
        sqsManagedSseEnabled: true,
        messageRetentionSeconds: DEAD_DAYS * 24 * 3600,
        policy: literal(policyText(props.dead.policy)),
        redriveAllowPolicy: JSON.stringify({ redrivePermission: 'byQueue', sourceQueueArns: [props.arn] }),
      }),
      `${id}_dead`,
    )
    this.dead = { ...props.dead, queue: dead }
    this.queue = named(
      new SqsQueue(this, 'queue', {
        name: props.name,
        sqsManagedSseEnabled: true,
        visibilityTimeoutSeconds: this.hidden,
        policy: literal(policyText(props.policy)),
        redrivePolicy: JSON.stringify({ deadLetterTargetArn: props.dead.arn, maxReceiveCount: ATTEMPTS }),
        redriveAllowPolicy: JSON.stringify({ redrivePermission: 'denyAll' }),
        dependsOn: [dead],
      }),
      id,
    )
  }
}
