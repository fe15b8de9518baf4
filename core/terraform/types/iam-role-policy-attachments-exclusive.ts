import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role_policy_attachments_exclusive */
export const iamRolePolicyAttachmentsExclusive: ResourceType = {
  type: 'aws_iam_role_policy_attachments_exclusive',
  read: ['policy_arns', 'role_name'],
  untold: 'protection-removed',
}
