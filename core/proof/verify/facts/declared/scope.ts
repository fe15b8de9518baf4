import type { Position } from '../../../../model/diagnostic'
import type { DatasetAccess, EnvironmentAccess } from '../../../../model/graph'
import { fillArn, type Mesh } from '../../../../model/mesh'
import type { EnvironmentSettings } from '../../../../model/schema/environment'
import { iamArn, nameOfAlias, nameOfBucket, nameOfDatabase, nameOfRole, nameOfSideAlias } from './names'

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
  return {
    mesh,
    access: asStated(mesh, access, settings),
    settings,
    at: (...path) => mesh.places.environment(name, path),
  }
}

/** An access graph's environment, with what it holds named and described once more from the files. */
function asStated(mesh: Mesh, access: EnvironmentAccess, settings: EnvironmentSettings): EnvironmentAccess {
  const { mesh: prefix, partition, classifications } = mesh.settings
  const { environment } = access
  const { account } = settings
  const datasets = access.datasets.map((dataset): DatasetAccess => {
    const { name } = dataset
    const { owner, classification } = settings.datasets[name] ?? dataset
    const location = nameOfRole(prefix, environment, `data-${name}`)
    return {
      ...dataset,
      owner,
      classification,
      sensitivity: sensitivityIn(classifications, classification),
      bucket: nameOfBucket(prefix, environment, name, account),
      alias: nameOfAlias(prefix, environment, name),
      database: nameOfDatabase(environment, name),
      locationRole: { name: location, arn: iamArn(partition, account, 'role', prefix, location) },
    }
  })
  const home = access.home && { ...access.home, alias: nameOfSideAlias('home', prefix, environment) }
  return { ...access, datasets, home }
}

/** The last two classifications are sensitive, and the first is public. */
function sensitivityIn(classifications: readonly string[], classification: string): DatasetAccess['sensitivity'] {
  if (!classifications.slice(0, -2).includes(classification)) return 'sensitive'
  return classification === classifications[0] ? 'public' : 'ordinary'
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
