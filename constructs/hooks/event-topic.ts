import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic'
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription'
import { Construct } from 'constructs'
import { policyText } from '../../core/policy/canonical'
import type { PolicyDocument } from '../../core/policy/document'
import { named } from '../address'
import { literal } from '../literal'
import type { EventQueue } from './event-queue'

export interface EventTopicProps {
  readonly name: string
  readonly arn: string
  /** Who may publish. */
  readonly policy: PolicyDocument
  /** Where its events go. */
  readonly queue: EventQueue
}

/**
 * A topic whose events go to one queue, in their envelope: its TopicArn says whose they are. Events hold names, and
 * publishers are other accounts, each of which would need a way to a key: there is none.
 */
export class EventTopic extends Construct {
  readonly topic: SnsTopic

  constructor(scope: Construct, id: string, props: EventTopicProps) {
    super(scope, id)
    this.topic = named(new SnsTopic(this, 'topic', { name: props.name, policy: literal(policyText(props.policy)) }), id)
    named(
      new SnsTopicSubscription(this, 'subscription', {
        topicArn: props.arn,
        protocol: 'sqs',
        endpoint: props.queue.arn,
        rawMessageDelivery: false,
        dependsOn: [this.topic, props.queue.queue],
      }),
      id,
    )
  }
}
