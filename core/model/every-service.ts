import { compareText } from './diagnostic'
import { EVERY_SERVICE, type EnvironmentFile, type EnvironmentSettings } from './schema/environment'
import type { MeshSettings } from './schema/mesh'

/**
 * An environment with its services by name. `all` stands for every service of the mesh that says who a person is, sorted:
 * a Cognito service would lead to nothing there.
 */
export function withNamedServices(file: EnvironmentFile, services: MeshSettings['services']): EnvironmentSettings {
  if (file.services !== EVERY_SERVICE) return { ...file, services: file.services }
  const named = Object.entries(services).flatMap(([name, { protocol }]) => (protocol === 'cognito' ? [] : [name]))
  return { ...file, services: named.sort(compareText) }
}
