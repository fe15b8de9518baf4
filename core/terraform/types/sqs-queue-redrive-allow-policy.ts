import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/sqs_queue_redrive_allow_policy */
export const sqsQueueRedriveAllowPolicy: ResourceType = {
  type: 'aws_sqs_queue_redrive_allow_policy',
  whole: 'hooks-changed',
}
