import { roleArn } from '../../model/arn'
import type { EnvironmentAccess } from '../../model/graph'
import type { Mesh } from '../../model/mesh'
import { rolePath } from '../../model/names'
import type { CompiledEnvironment } from '../../policy/environment-policies'
import { serviceTrust, trustPolicy } from '../../policy/trust'
import type { SideRole } from '../access/roles'
import { boundaryOf } from './mesh-boundary'

/** The addresses are those of the stack. */
export function sideRoles(mesh: Mesh, access: EnvironmentAccess, { roles, datasets }: CompiledEnvironment): SideRole[] {
  const boundary = boundaryOf(mesh, access)
  const people = [...roles.values()].map(({ access: role, trust, policies }): SideRole => ({
    address: `aws_iam_role.${role.key}`,
    name: role.name,
    arn: role.arn,
    trust: trust ? trustPolicy(trust) : serviceTrust('glue.amazonaws.com'),
    policies: new Map(
      Object.entries(policies).map(([name, document]) => [
        name,
        { address: `aws_iam_role_policy.${role.key}__${name}`, document },
      ]),
    ),
    sessionHours: role.sessionHours,
    boundary,
    exclusive: true,
  }))
  const locations = access.datasets.flatMap(({ name, locationRole }): SideRole[] => {
    const parts = datasets.get(name)
    if (!parts) return []
    const address = `aws_iam_role_policy.data_${name}__location`
    return [
      {
        address: `aws_iam_role.data_${name}`,
        name: locationRole.name,
        arn: roleArn(access, rolePath(access.mesh), locationRole.name),
        trust: parts.locationTrust,
        policies: new Map([['location', { address, document: parts.location }]]),
        sessionHours: 1,
        boundary,
        exclusive: true,
      },
    ]
  })
  return [...people, ...locations].sort((a, b) => (a.name < b.name ? -1 : 1))
}
