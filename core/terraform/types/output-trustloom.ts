import type { ResourceType } from '../resource-type'

/** What a stack says of itself: see `readOutput`. */
export const outputTrustloom: ResourceType = {
  type: 'output.trustloom',
  read: ['value'],
  follows: true,
}
