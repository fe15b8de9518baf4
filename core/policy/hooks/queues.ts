import {
  datasetTopics,
  queueNames,
  reconcileRule,
  serviceTopic,
  type HubScope,
  type Named,
  type QueueNames,
} from '../../model/hook-names'
import type { Conditions, PolicyDocument, Statement } from '../document'
import { policyOf } from './statements'

/** A queue, and who may send to it beside roles of the hub that may by their own policies. */
export interface CompiledQueue extends QueueNames {
  readonly policy: PolicyDocument
  readonly dead: Named & { readonly policy: PolicyDocument }
}

/** A pattern stands for the topics of all environments: with one more, the policy stays as it is. */
export function entitlementQueue(hub: HubScope): CompiledQueue {
  const queue = queueNames(hub, 'entitlement-sync')
  return guarded(queue, [
    from(queue, 'Datasets', 'sns.amazonaws.com', { ArnLike: { 'aws:SourceArn': datasetTopics(hub) } }),
  ])
}

export function trustQueue(hub: HubScope): CompiledQueue {
  const queue = queueNames(hub, 'trust-sync')
  return guarded(queue, [
    from(queue, 'Services', 'sns.amazonaws.com', { ArnEquals: { 'aws:SourceArn': serviceTopic(hub).arn } }),
    from(queue, 'Schedule', 'events.amazonaws.com', { ArnEquals: { 'aws:SourceArn': reconcileRule(hub).arn } }),
  ])
}

/** @see https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html */
const from = ({ arn }: QueueNames, Sid: string, service: string, Condition: Conditions): Statement => ({
  Sid,
  Effect: 'Allow',
  Principal: { Service: service },
  Action: 'sqs:SendMessage',
  Resource: arn,
  Condition,
})

const guarded = (queue: QueueNames, senders: readonly Statement[]): CompiledQueue => ({
  ...queue,
  policy: policyOf(...senders, encrypted(queue)),
  dead: { ...queue.dead, policy: policyOf(encrypted(queue.dead)) },
})

const encrypted = ({ arn }: Named): Statement => ({
  Sid: 'Encrypted',
  Effect: 'Deny',
  Principal: '*',
  Action: 'sqs:*',
  Resource: arn,
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
})
