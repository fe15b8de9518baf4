import type { ResourceType } from '../resource-type'

/** https://developer.hashicorp.com/terraform/language/backend */
export const backend: ResourceType = {
  type: 'terraform.backend',
  whole: 'stack-changed',
}
