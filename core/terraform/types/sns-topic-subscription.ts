import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/sns_topic_subscription */
export const snsTopicSubscription: ResourceType = {
  type: 'aws_sns_topic_subscription',
  computed: ['confirmation_was_authenticated', 'owner_id', 'pending_confirmation'],
  whole: 'hooks-changed',
}
