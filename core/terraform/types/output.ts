import type { ResourceType } from '../resource-type'

/** https://developer.hashicorp.com/terraform/language/block/output */
export const output: ResourceType = {
  type: 'output',
  whole: 'configuration-changed',
}
