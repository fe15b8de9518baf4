import type { RoleAccess } from '../../../model/graph'
import type { Mesh } from '../../../model/mesh'
import { groupKey } from '../../../model/group-names'
import { declaredPersona } from '../facts/declared/persona'

type LedRole = Pick<RoleAccess, 'kind' | 'persona'> & { readonly groups: readonly { readonly name: string }[] }

/**
 * Whether the files let a service lead to a role: asked of each line by itself, apart from what is rendered of them.
 * A service without a person behind it leads to home storage, and elsewhere where a line names it.
 */
export function leads(mesh: Mesh, environment: string, role: LedRole, service: string): boolean {
  const { services } = mesh.settings
  const settings = mesh.environments.get(environment)
  if (!settings || settings.state === 'closed') return false
  if (role.kind === 'home') return settings.home?.services.includes(service) ?? false
  if (services[service]?.protocol !== 'cognito') return settings.services.includes(service)
  if (role.kind === 'live') return false
  if (role.kind === 'persona' && declaredPersona(mesh, settings, role.persona).services.includes(service)) return true
  const groups = new Set(role.groups.map(({ name }) => groupKey(name)))
  return Object.values(settings.datasets).some(({ access }) =>
    access.some(
      (entry) =>
        entry.services.includes(service) &&
        (role.kind === 'persona'
          ? entry.to.persona === role.persona
          : entry.to.group !== undefined && groups.has(groupKey(entry.to.group))),
    ),
  )
}
