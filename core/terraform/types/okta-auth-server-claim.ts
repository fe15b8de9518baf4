import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/okta/okta/latest/docs/resources/auth_server_claim */
export const oktaAuthServerClaim: ResourceType = {
  type: 'okta_auth_server_claim',
  whole: 'pool-changed',
}
