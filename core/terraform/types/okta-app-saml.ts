import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/okta/okta/latest/docs/resources/app_saml */
export const oktaAppSaml: ResourceType = {
  type: 'okta_app_saml',
  whole: 'pool-changed',
  alike: ['audience', 'destination', 'recipient', 'sso_url'],
}
