import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/okta/okta/latest/docs/resources/auth_server_claim */
export const oktaAuthServerClaim: ResourceType = {
  type: 'okta_auth_server_claim',
  whole: 'pool-changed',
  alike: ['auth_server_id', 'claim_type', 'group_filter_type', 'name', 'status', 'value', 'value_type'],
}
