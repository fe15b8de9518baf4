import type { Mesh } from './mesh'
import { bootstraps } from './run-roles'

export const HUB = 'hub'
/** The stack of Okta's side, where the mesh has `okta`. */
export const OKTA = 'okta'

/** The stacks of a mesh: the hub's, one an environment, Okta's, and those of an administrator. */
export function stackNames(mesh: Pick<Mesh, 'settings' | 'environments'>): string[] {
  const own = bootstraps(mesh).map(({ stack }) => stack)
  return [HUB, ...mesh.environments.keys(), ...(mesh.settings.okta ? [OKTA] : []), ...own]
}
