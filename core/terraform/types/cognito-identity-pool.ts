import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cognito_identity_pool */
export const cognitoIdentityPool: ResourceType = {
  type: 'aws_cognito_identity_pool',
  whole: 'pool-changed',
}
