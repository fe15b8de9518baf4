import type { Mesh } from './mesh'

export const HUB = 'hub'
/** The stack of Okta's side, where the mesh has `okta`. */
export const OKTA = 'okta'

/** The stacks of a mesh: the hub's, one an environment, and Okta's. */
export function stackNames({ settings, environments }: Pick<Mesh, 'settings' | 'environments'>): string[] {
  return [HUB, ...environments.keys(), ...(settings.okta ? [OKTA] : [])]
}
