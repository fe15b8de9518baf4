import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cognito_identity_provider */
export const cognitoIdentityProvider: ResourceType = {
  type: 'aws_cognito_identity_provider',
  compared: { provider_details: 'provider-replaced' },
  whole: 'pool-changed',
  // Cognito adds to the details what it reads of the metadata.
  alike: ['attribute_mapping', 'provider_details.MetadataFile', 'provider_details.MetadataURL'],
}
