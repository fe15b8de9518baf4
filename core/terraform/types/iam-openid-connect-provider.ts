import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_openid_connect_provider */
export const iamOpenidConnectProvider: ResourceType = {
  type: 'aws_iam_openid_connect_provider',
  read: ['client_id_list', 'url'],
  follows: true,
  untold: 'trust-changed',
  compared: { thumbprint_list: 'provider-replaced' },
}
