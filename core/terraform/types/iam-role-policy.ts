import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role_policy */
export const iamRolePolicy: ResourceType = {
  type: 'aws_iam_role_policy',
  read: ['name', 'policy', 'role'],
  computed: ['name_prefix'],
}
