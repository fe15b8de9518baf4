import type { EnvironmentAccess, RoleAccess } from '../model/graph'
import type { TrustProps } from './trust'

/** Who may open a role of the graph; `undefined` for the role of jobs, which people hand to Glue. */
export function roleTrust(sourceIdentity: string, access: EnvironmentAccess, role: RoleAccess): TrustProps | undefined {
  if (role.kind === 'jobs') return undefined
  const { partition, region } = access
  const services = access.services.filter((each) => role.services.includes(each.name))
  return { partition, region, services, codes: role.groups.map((each) => each.code), sourceIdentity }
}
