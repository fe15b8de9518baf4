import type { RoleScope } from './entries'
import { entryFix, groupEntry } from './fixes'
import type { Fix } from './types'
import type { Flow } from './yaml'

/** A further access entry for the role's persona or group. */
export function newEntry(scope: RoleScope, dataset: string, more: Readonly<Record<string, Flow>>): Fix {
  const { mesh, environment, role, group } = scope
  const name = environment.environment
  const entry = role.kind === 'share' ? groupEntry(mesh, name, group) : { to: { persona: role.persona } }
  return entryFix(mesh, name, dataset, { ...entry, ...more })
}

/** Whom the role is for, in words. */
export const nameOf = ({ role, group }: RoleScope): string =>
  role.kind === 'share' ? group : `the persona ${role.persona}`
