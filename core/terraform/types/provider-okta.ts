import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/okta/okta/latest/docs#argument-reference */
export const providerOkta: ResourceType = {
  type: 'provider.okta',
  read: ['alias'],
  added: 'stack-changed',
  compared: { base_url: 'stack-changed', org_name: 'stack-changed' },
}
