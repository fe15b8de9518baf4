import type { ResourceType } from '../resource-type'

/** https://developer.hashicorp.com/terraform/language/providers/requirements */
export const requiredProviders: ResourceType = {
  type: 'terraform.required_providers',
  compared: { source: 'stack-changed', version: 'configuration-changed' },
  added: 'stack-changed',
}
