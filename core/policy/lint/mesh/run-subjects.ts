import type { Mesh } from '../../../model/mesh'
import type { CompiledBootstrap } from '../../runs'
import type { MeshSubject } from './subjects'

/** The policies of the roles of runs. */
export function runSubjects({ places }: Mesh, bootstraps: readonly CompiledBootstrap[]): MeshSubject[] {
  const at: MeshSubject['at'] = () => places.mesh(['backend', 'credentials'])
  return bootstraps.flatMap(({ stack: environment, roles }) =>
    roles.flatMap(({ name: owner, trust, policies }): MeshSubject[] => [
      { environment, kind: 'trust', owner, policy: 'trust', document: trust, at },
      ...Object.entries(policies).map(([policy, document]): MeshSubject => {
        return { environment, kind: 'permission', owner, policy, template: policy, document, at }
      }),
    ]),
  )
}
