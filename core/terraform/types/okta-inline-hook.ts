import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/okta/okta/latest/docs/resources/inline_hook */
export const oktaInlineHook: ResourceType = {
  type: 'okta_inline_hook',
  whole: 'pool-changed',
  alike: ['name', 'status', 'type'],
}
