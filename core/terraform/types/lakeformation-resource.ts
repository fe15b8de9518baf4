import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lakeformation_resource */
export const lakeformationResource: ResourceType = {
  type: 'aws_lakeformation_resource',
  read: ['arn', 'hybrid_access_enabled', 'role_arn', 'with_privileged_access'],
  compared: { use_service_linked_role: 'lake-formation-bypassed', with_federation: 'lake-formation-bypassed' },
  computed: ['last_modified'],
}
