import type { Position } from '../../../model/diagnostic'
import type { RoleAccess } from '../../../model/graph'
import type { Mesh } from '../../../model/mesh'
import { tableName } from '../../../model/names'
import { resultsNames } from '../../../model/results'
import { HUB } from '../../../model/stack-names'
import type { ValuePath } from '../../../model/yaml-path'
import type { CompiledMesh } from '../../compile'
import type { BucketPolicies, CompiledDataset, CompiledEnvironment } from '../../environment-policies'
import type { PolicyDocument } from '../../document'
import { trustPolicy } from '../../trust'
import type { PolicySubject } from '../types'
import { hookSubjects } from './hook-subjects'
import { runSubjects } from './run-subjects'

/** A policy of a mesh, and where it comes from. */
export interface MeshSubject extends PolicySubject {
  /** The name of the template. @default - trust policies and those of hooks are code */
  readonly template?: string
  /** What in the files asks for it. */
  at(): Position | undefined
}

/** Every policy that the stacks of a mesh hold and that is known before they are rendered. */
export function meshSubjects(mesh: Mesh, { environments, tableKey, hooks, bootstraps }: CompiledMesh): MeshSubject[] {
  const table: MeshSubject = {
    environment: HUB,
    kind: 'key',
    owner: `alias/${tableName(mesh.settings.mesh)}`,
    policy: 'key',
    template: 'key',
    document: tableKey,
    at: () => mesh.places.mesh(['hub']),
  }
  return [
    ...[...environments.values()].flatMap((each) => ofEnvironment(mesh, each)),
    table,
    ...(hooks ? hookSubjects(mesh, hooks, new Set(environments.keys())) : []),
    ...runSubjects(mesh, bootstraps),
  ]
}

function ofEnvironment(mesh: Mesh, { access, roles, datasets, results, home }: CompiledEnvironment): MeshSubject[] {
  const { environment } = access
  const at = (path: ValuePath) => (): Position | undefined => mesh.places.environment(environment, path)
  const ofBucket = (bucket: string, alias: string, policies: BucketPolicies, path: ValuePath): MeshSubject[] => [
    {
      environment,
      kind: 'bucket',
      owner: bucket,
      policy: 'bucket',
      template: 'bucket',
      document: policies.bucket,
      at: at(path),
    },
    { environment, kind: 'key', owner: alias, policy: 'key', template: 'key', document: policies.key, at: at(path) },
  ]
  const ofRole = (
    owner: string,
    trust: PolicyDocument | undefined,
    policies: Readonly<Record<string, PolicyDocument>>,
    place: () => Position | undefined,
  ): MeshSubject[] => [
    ...(trust ? [{ environment, kind: 'trust', owner, policy: 'trust', document: trust, at: place } as const] : []),
    ...Object.entries(policies).map(
      ([policy, document]) =>
        ({ environment, kind: 'permission', owner, policy, template: policy, document, at: place }) as const,
    ),
  ]
  const ofDataset = (name: string, { locationTrust, location, ...policies }: CompiledDataset): MeshSubject[] => {
    const dataset = access.datasets.find((each) => each.name === name)
    if (!dataset) return []
    const path = ['datasets', name]
    return [
      ...ofRole(dataset.locationRole.name, locationTrust, { location }, at(path)),
      ...ofBucket(dataset.bucket, dataset.alias, policies, path),
    ]
  }
  const { bucket, alias } = resultsNames(access)
  return [
    ...[...roles.values()].flatMap(({ access: role, trust, policies }) =>
      ofRole(role.name, trust && trustPolicy(trust), policies, () => placeOf(mesh, environment, role)),
    ),
    ...[...datasets].flatMap(([name, dataset]) => ofDataset(name, dataset)),
    ...ofBucket(bucket, alias, results, []),
    ...(home && access.home ? ofBucket(access.home.bucket, access.home.alias, home, ['home']) : []),
  ]
}

/** The line that makes the role: the persona, the first access entry of a group, `live`, or home storage. */
function placeOf(
  { places }: Mesh,
  environment: string,
  { kind, persona, dataset = '', groups }: RoleAccess,
): Position | undefined {
  if (kind === 'share') return groups[0]?.source
  if (kind === 'live') return places.environment(environment, ['datasets', dataset, 'live'])
  return places.environment(environment, kind === 'home' ? ['home'] : ['personas', persona])
}
