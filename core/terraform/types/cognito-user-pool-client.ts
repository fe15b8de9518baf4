import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cognito_user_pool_client */
export const cognitoUserPoolClient: ResourceType = {
  type: 'aws_cognito_user_pool_client',
  computed: ['client_secret'],
  whole: 'pool-changed',
  alike: ['callback_urls', 'logout_urls'],
}
