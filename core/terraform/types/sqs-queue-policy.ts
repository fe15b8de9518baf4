import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/sqs_queue_policy */
export const sqsQueuePolicy: ResourceType = {
  type: 'aws_sqs_queue_policy',
  whole: 'hooks-changed',
}
