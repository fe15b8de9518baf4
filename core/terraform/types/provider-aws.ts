import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs#argument-reference */
export const providerAws: ResourceType = {
  type: 'provider.aws',
  read: ['alias'],
  added: 'stack-changed',
  compared: {
    allowed_account_ids: 'stack-changed',
    assume_role: 'stack-changed',
    default_tags: 'policy-widened',
    region: 'data-moved',
    shared_config_files: 'stack-changed',
  },
}
