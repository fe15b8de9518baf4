import type { ResourceType } from '../resource-type'

/** https://developer.hashicorp.com/terraform/language/block/variable */
export const variable: ResourceType = {
  type: 'variable',
  whole: 'configuration-changed',
}
