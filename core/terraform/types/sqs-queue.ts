import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/sqs_queue */
export const sqsQueue: ResourceType = {
  type: 'aws_sqs_queue',
  computed: ['url'],
  whole: 'hooks-changed',
}
