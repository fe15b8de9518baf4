import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/sns_topic */
export const snsTopic: ResourceType = {
  type: 'aws_sns_topic',
  computed: ['beginning_archive_time', 'owner'],
  whole: 'hooks-changed',
}
