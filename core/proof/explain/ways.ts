import type { EnvironmentAccess } from '../../model/graph'
import { leadingServices } from '../../model/graph/leading'
import { pathsOf } from '../../model/graph/paths'
import { groupKey } from '../../model/group-names'
import { ownValue } from '../../model/own-value'
import { admissionOf } from './admits'
import type { RoleScope } from './entries'
import { matches } from './matches'
import { resourcesOf } from './resources'
import type { ChangedKey, Question, Rendered, ServiceHop, Way } from './types'

/** A role of the group with what it opens of what is asked; nothing, where it opens none of it. */
export function wayOf(scope: RoleScope, question: Question, rendered: Rendered): Way {
  const { mesh, environment, role, group, membership } = scope
  const names = role.services.filter((each) => question.service === undefined || each === question.service)
  const paths = pathsOf({ ...environment, roles: [role] }).filter(
    (path) =>
      path.service === names[0] &&
      groupKey(path.group) === groupKey(group) &&
      matches(path, question.target, environment),
  )
  const code = role.groups.find((each) => each.name === group)?.code ?? ''
  const jobs = environment.roles.find((each) => each.kind === 'jobs' && each.persona === role.persona)
  const kind = role.kind === 'jobs' ? 'persona' : role.kind
  const { sourceIdentity } = mesh.settings
  const found = rendered(environment.environment, role.name)
  const asked = environment.services
    .filter(({ name }) => names.includes(name))
    .map((service) => ({
      service,
      admission: admissionOf(found, role.arn, { service, code, sourceIdentity, place: environment }),
    }))
  return {
    environment: environment.environment,
    account: environment.account,
    member: { kind, persona: role.persona, at: membership, changed: changedKeys(scope, kind) },
    services: asked.map(({ service: { name, protocol, provider }, admission: { shut } }): ServiceHop => {
      const identity = protocol === 'cognito' ? null : sourceIdentity
      return { name, protocol, provider, sourceIdentity: identity, at: serviceLine(scope, name), shut }
    }),
    role: {
      name: role.name,
      arn: role.arn,
      sessionHours: ('trust' in found ? found.sessionHours : undefined) ?? role.sessionHours,
      pattern: [...new Set(asked.flatMap(({ admission }) => admission.patterns))].sort().join(' or '),
      jobs: role.kind === 'persona' ? jobs?.arn : undefined,
    },
    resources: resourcesOf(paths, scope),
  }
}

/** The keys of the role's persona that the environment's file decides. */
function changedKeys({ mesh, environment, settings, role }: RoleScope, kind: Way['member']['kind']): ChangedKey[] {
  const own = kind === 'persona' ? (ownValue(settings.personaSettings, role.persona) ?? {}) : {}
  const at = (key: string): ChangedKey['at'] =>
    mesh.places.environment(environment.environment, ['personas', role.persona, key])
  return Object.keys(own)
    .sort()
    .map((key) => ({ key, at: at(key) }))
}

/** The item of the list that lets the service lead to the role. */
const serviceLine = ({ mesh, environment, settings, role, level }: RoleScope, service: string): Way['member']['at'] =>
  leadingServices(mesh, environment.environment, settings, role, level).find(({ name }) => name === service)?.at

/** Whether somebody gets in, and to what is asked. */
export const isOpen = ({ services, resources }: Way): boolean =>
  resources.length > 0 && services.some((each) => each.shut === undefined)

/** The environments that a question is about: the one that it names, or each where the group has a role. */
export function askedEnvironments(
  { group, target }: Question,
  environments: readonly EnvironmentAccess[],
): readonly EnvironmentAccess[] {
  return environments.filter(({ environment, roles }) =>
    target
      ? environment === target.environment
      : roles.some((role) => role.groups.some(({ name }) => groupKey(name) === groupKey(group))),
  )
}
