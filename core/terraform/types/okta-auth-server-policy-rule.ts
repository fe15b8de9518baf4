import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/okta/okta/latest/docs/resources/auth_server_policy_rule */
export const oktaAuthServerPolicyRule: ResourceType = {
  type: 'okta_auth_server_policy_rule',
  whole: 'pool-changed',
}
