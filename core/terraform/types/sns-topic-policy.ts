import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/sns_topic_policy */
export const snsTopicPolicy: ResourceType = {
  type: 'aws_sns_topic_policy',
  read: ['arn'],
  computed: ['owner'],
  whole: 'hooks-changed',
}
