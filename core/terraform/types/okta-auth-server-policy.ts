import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/okta/okta/latest/docs/resources/auth_server_policy */
export const oktaAuthServerPolicy: ResourceType = {
  type: 'okta_auth_server_policy',
  whole: 'pool-changed',
  alike: ['auth_server_id', 'client_whitelist', 'status'],
}
