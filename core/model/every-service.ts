import { compareText } from './diagnostic'
import { EVERY_SERVICE, type EnvironmentFile } from './schema/environment'
import type { MeshSettings } from './schema/mesh'

/**
 * The services of an environment by name. `all` stands for every service of the mesh that says who a person is, sorted:
 * a Cognito service would lead to nothing there.
 */
export function namedServices(
  { services: said }: Pick<EnvironmentFile, 'services'>,
  services: MeshSettings['services'],
): readonly string[] {
  if (said !== EVERY_SERVICE) return said
  const named = Object.entries(services).flatMap(([name, { protocol }]) => (protocol === 'cognito' ? [] : [name]))
  return named.sort(compareText)
}
