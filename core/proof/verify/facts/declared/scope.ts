import type { Position } from '../../../../model/diagnostic'
import type { EnvironmentAccess } from '../../../../model/graph'
import { fillArn, type Mesh } from '../../../../model/mesh'
import type { EnvironmentSettings } from '../../../../model/schema/environment'

/** What the facts of one environment are declared by. */
export interface DeclaredScope {
  readonly mesh: Mesh
  readonly access: EnvironmentAccess
  readonly settings: EnvironmentSettings
  /** Where a value of the environment's file stands. */
  readonly at: (...path: (string | number)[]) => Position | undefined
}

/** Throws where the mesh has no such environment. */
export function declaredScope(mesh: Mesh, access: EnvironmentAccess): DeclaredScope {
  const { environment: name } = access
  const settings = mesh.environments.get(name)
  if (!settings) throw new Error(`the mesh has no environment ${name}`)
  return { mesh, access, settings, at: (...path) => mesh.places.environment(name, path) }
}

/** An ARN that people wrote, for one stack. */
export function filled({ settings }: Mesh, template: string, environment: string, account: string): string {
  return fillArn(template, { partition: settings.partition, mesh: settings.mesh, environment, account })
}

/** A permissions boundary, as an argument. */
export interface Boundary {
  readonly permissions_boundary?: string
}

/** The permissions boundary of an environment's roles. */
export const boundaryOf = ({ mesh, access }: DeclaredScope): Boundary =>
  boundaryIn(mesh, access.environment, access.account)

/** The permissions boundary of the roles of one stack. */
export function boundaryIn(mesh: Mesh, stack: string, account: string): Boundary {
  const { permissionsBoundary: template } = mesh.settings
  return template === undefined ? {} : { permissions_boundary: filled(mesh, template, stack, account) }
}
