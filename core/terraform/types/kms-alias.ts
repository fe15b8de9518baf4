import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/kms_alias */
export const kmsAlias: ResourceType = {
  type: 'aws_kms_alias',
  read: ['name'],
  compared: { target_key_id: 'data-moved' },
  computed: ['name_prefix', 'target_key_arn'],
}
