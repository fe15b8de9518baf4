import type { RoleScope } from './entries'
import { entryFix, groupEntry } from './fixes'
import type { Fix } from './types'
import type { Flow } from './yaml'

/** A further access entry for the role's persona or group; for a group of a live role, a share of its own. */
export function newEntry(scope: RoleScope, dataset: string, more: Readonly<Record<string, Flow>>): Fix {
  const { mesh, environment, role, group } = scope
  const name = environment.environment
  const entry = isOfGroup(role) ? groupEntry(mesh, name, group) : { to: { persona: role.persona } }
  return entryFix(mesh, name, dataset, { ...entry, ...more })
}

/** Whether a persona has no part in the role. */
const isOfGroup = ({ kind }: RoleScope['role']): boolean => kind === 'share' || kind === 'live'

/** Whom the role is for, in words. */
export const nameOf = ({ role, group }: RoleScope): string => (isOfGroup(role) ? group : `the persona ${role.persona}`)
