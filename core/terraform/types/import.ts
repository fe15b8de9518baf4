import type { ResourceType } from '../resource-type'

/** https://developer.hashicorp.com/terraform/language/block/import */
export const importBlock: ResourceType = {
  type: 'import',
  compared: { id: 'configuration-changed' },
  whole: 'configuration-changed',
}
