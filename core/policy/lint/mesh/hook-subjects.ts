import type { Mesh } from '../../../model/mesh'
import { HUB } from '../../../model/stack-names'
import type { PolicyDocument } from '../../document'
import type { CompiledHooks, CompiledSync } from '../../hooks'
import type { MeshSubject } from './subjects'

/** The policies of hooks; those in environments that are not rendered this time are left out. */
export function hookSubjects(
  { places }: Mesh,
  { functions, sync }: CompiledHooks,
  rendered: ReadonlySet<string>,
): MeshSubject[] {
  const ofHub = { environment: HUB, at: () => places.mesh(['hooks']) }
  const inHub = functions.flatMap(({ role, trust, policies }) => ofRole(ofHub, role.name, trust, policies))
  if (!sync) return inHub
  const roles = [...sync.roles]
    .filter(([environment]) => rendered.has(environment))
    .flatMap(([environment, { name, trust, policies }]) =>
      ofRole({ environment, at: () => places.mesh(['sync']) }, name, trust, policies),
    )
  return [...inHub, ...ofTopicsAndQueues(sync, { environment: HUB, at: () => places.mesh(['sync']) }), ...roles]
}

type Origin = Pick<MeshSubject, 'environment' | 'at'>

function ofRole(
  origin: Origin,
  owner: string,
  trust: PolicyDocument,
  policies: Readonly<Record<string, PolicyDocument>>,
): MeshSubject[] {
  return [
    { ...origin, kind: 'trust', owner, policy: 'trust', document: trust },
    ...Object.entries(policies).map(([policy, document]): MeshSubject => {
      return { ...origin, kind: 'permission', owner, policy, document }
    }),
  ]
}

function ofTopicsAndQueues({ datasets, services, queues }: CompiledSync, origin: Origin): MeshSubject[] {
  const of =
    (kind: 'topic' | 'queue') =>
    ({ name: owner, policy: document }: { name: string; policy: PolicyDocument }): MeshSubject => {
      return { ...origin, kind, owner, policy: kind, document }
    }
  return [
    ...[...datasets.values(), services].map(of('topic')),
    ...Object.values(queues).flatMap((queue) => [queue, queue.dead].map(of('queue'))),
  ]
}
