import { Construct } from 'constructs'
import { rolePath } from '../../core/model/names'
import type { CompiledEnvironment, CompiledRole } from '../../core/policy/environment-policies'
import type { AccessRole } from '../access-role'
import { JobRole } from '../job-role'
import { LiveRole } from '../live-role'
import { PersonaRole } from '../persona-role'
import { ShareRole } from '../share-role'
import { providersOf, type Providers } from './providers'

export interface EnvironmentRolesProps {
  readonly environment: CompiledEnvironment
  readonly providers: Providers
  /** Role → what trust-sync knows its trust by. @default - it leaves the roles alone */
  readonly marks?: ReadonlyMap<string, string> | undefined
  /** @default - none */
  readonly permissionsBoundary?: string | undefined
}

/** The roles of personas, jobs, shares and of run time, by key; the role of home storage belongs to that. */
export function addRoles(scope: Construct, props: EnvironmentRolesProps): ReadonlyMap<string, AccessRole> {
  const inside = new Construct(scope, 'roles')
  const roles = [...props.environment.roles].filter(([, role]) => role.access.kind !== 'home')
  return new Map(roles.map(([key, role]) => [key, addRole(inside, role, props)]))
}

function addRole(
  scope: Construct,
  { access, policies, trust }: CompiledRole,
  props: EnvironmentRolesProps,
): AccessRole {
  const { key, name, persona, sessionHours } = access
  const path = rolePath(props.environment.access.mesh)
  const base = { name, path, policies, sessionHours, permissionsBoundary: props.permissionsBoundary }
  if (!trust) return new JobRole(scope, key, { ...base, persona })
  const dependsOn = providersOf(trust.services, props.providers)
  const mark = props.marks?.get(name)
  if (access.kind === 'persona') return new PersonaRole(scope, key, { ...base, persona, trust, mark, dependsOn })
  if (access.kind === 'live')
    return new LiveRole(scope, key, { ...base, dataset: access.dataset ?? '', trust, mark, dependsOn })
  const [code, ...more] = trust.codes
  if (code === undefined || more.length > 0) throw new Error(`the share ${key} is not of one group`)
  return new ShareRole(scope, key, { ...base, trust: { ...trust, code }, mark, dependsOn })
}
