import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cognito_identity_pool_provider_principal_tag */
export const cognitoIdentityPoolProviderPrincipalTag: ResourceType = {
  type: 'aws_cognito_identity_pool_provider_principal_tag',
  whole: 'pool-changed',
}
