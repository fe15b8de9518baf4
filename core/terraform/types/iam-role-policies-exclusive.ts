import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role_policies_exclusive */
export const iamRolePoliciesExclusive: ResourceType = {
  type: 'aws_iam_role_policies_exclusive',
  read: ['policy_names', 'role_name'],
  untold: 'protection-removed',
}
