import { TRUST_TAG } from '../../model/tags'
import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role */
export const iamRole: ResourceType = {
  type: 'aws_iam_role',
  read: [
    'assume_role_policy',
    'inline_policy',
    'managed_policy_arns',
    'max_session_duration',
    'name',
    'path',
    'permissions_boundary',
  ],
  repeats: {
    inline_policy: 'aws_iam_role_policy',
    managed_policy_arns: 'aws_iam_role_policy_attachments_exclusive',
  },
  untold: 'trust-changed',
  compared: { tags: 'policy-widened', tags_all: 'policy-widened', force_detach_policies: 'configuration-changed' },
  checkedTags: [TRUST_TAG],
  computed: ['create_date', 'unique_id', 'name_prefix'],
}
