import type { Mesh } from '../../model/mesh'
import { tableName } from '../../model/names'
import { HUB } from '../../model/stack-names'
import type { MeshSubject } from '../../policy/lint/mesh/subjects'
import { factsBy, type Fact } from './fact'
import { boundaryFact, boundaryOf } from './mesh-boundary'
import { factOfSubject } from './mesh-facts'
import { restsOf } from './mesh-rests'
import type { EnvironmentSide } from './side'

/** What the files say of the hub. */
export function hubSide(mesh: Mesh, subjects: readonly MeshSubject[]): EnvironmentSide {
  const { settings } = mesh
  const { hooks, sync, services, okta } = settings
  const running = Object.entries(services).map(([name, { application, maxGroups, groupsClaim }]) => [
    name,
    application,
    maxGroups,
    groupsClaim,
  ])
  const boundary = boundaryOf(mesh, { environment: HUB, account: settings.hub.account })
  const facts: Fact[] = [
    ...subjects.flatMap(factOfSubject),
    { kind: 'machinery', subject: 'hooks', value: JSON.stringify(hooks ? [hooks, sync, okta ?? null, running] : []) },
    ...subjects.flatMap(({ kind, owner }): Fact[] => (kind === 'trust' ? [boundaryFact(owner, boundary)] : [])),
    { kind: 'data', subject: `entitlement table ${tableName(settings.mesh)}`, value: '' },
    { kind: 'data', subject: `key alias/${tableName(settings.mesh)}`, value: '' },
  ]
  return {
    mesh: settings.mesh,
    environment: HUB,
    account: settings.hub.account,
    paths: [],
    datasets: [],
    services: [],
    groups: {},
    facts: factsBy(facts),
    form: 'files',
    faults: [],
    notAnalysed: [],
    rest: restsOf([]),
  }
}
