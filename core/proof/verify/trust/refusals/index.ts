import { audienceFaults } from './audience'
import { groupFaults } from './groups'
import { identityFaults, reinforced } from './identity'
import { providerFaults } from './provider'
import type { Refusal, Way } from './way'

/** Everything that is one step away from a member's right attempt, and must be refused. */
export function refusals(way: Way): Refusal[] {
  return [
    ...identityFaults(way),
    ...reinforced(way),
    ...audienceFaults(way),
    ...providerFaults(way),
    ...groupFaults(way),
  ]
}
