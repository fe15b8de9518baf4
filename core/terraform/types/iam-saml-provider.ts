import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_saml_provider */
export const iamSamlProvider: ResourceType = {
  type: 'aws_iam_saml_provider',
  read: ['name', 'saml_metadata_document'],
  follows: true,
  computed: ['saml_provider_uuid', 'valid_until'],
}
