import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cognito_user_pool */
export const cognitoUserPool: ResourceType = {
  type: 'aws_cognito_user_pool',
  computed: ['creation_date', 'custom_domain', 'domain', 'endpoint', 'estimated_number_of_users', 'last_modified_date'],
  whole: 'pool-changed',
}
