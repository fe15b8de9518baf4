import { datasetTopic, serviceTopic, type HubScope, type Named } from '../../model/hook-names'
import type { PolicyDocument } from '../document'
import { policyOf } from './statements'

/** A topic, and who may publish to it. */
export interface CompiledTopic extends Named {
  readonly policy: PolicyDocument
}

/** Events about one environment's datasets: its own account publishes, and the hub. */
export const datasetEvents = (
  hub: HubScope,
  environment: { readonly name: string; readonly account: string },
): CompiledTopic => topic(hub, datasetTopic(hub, environment.name), [environment.account, hub.account])

/** Events about services: the hub publishes, and nobody else. */
export const serviceEvents = (hub: HubScope): CompiledTopic => topic(hub, serviceTopic(hub), [hub.account])

/** @see https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html */
function topic(hub: HubScope, named: Named, accounts: readonly string[]): CompiledTopic {
  const policy = policyOf(
    {
      Sid: 'Publish',
      Effect: 'Allow',
      Principal: { AWS: accounts.map((each) => `arn:${hub.partition}:iam::${each}:root`) },
      Action: 'sns:Publish',
      Resource: named.arn,
    },
    {
      Sid: 'Encrypted',
      Effect: 'Deny',
      Principal: '*',
      Action: 'sns:Publish',
      Resource: named.arn,
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  )
  return { ...named, policy }
}
