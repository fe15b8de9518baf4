import type { HookConfig } from '../../../core/model/hook-config'
import { hubScope, type HubScope } from '../../../core/model/hook-names'
import type { TableKey } from '../../../core/model/table-keys'
import { trustRow, type TrustRow } from '../../../core/model/trust-row'
import type { CompiledFunction, CompiledHooks } from '../../../core/policy/hooks'
import { liveRows } from '../../../hooks/entitlement-sync/rows'
import type { DatasetEvent } from '../../../hooks/lib/events/dataset-event'
import { functionOf, synchronised, type Change } from '../../core/policy/hooks/compiled'
import { hooksOf, type Codes } from '../../support/hook-config'
import { build, type Built } from '../../support/mesh'

/** A mesh with hooks, and what is in its table once it is applied. */
export interface Applied {
  readonly built: Built
  readonly config: HookConfig
  readonly hub: HubScope
  readonly hooks: CompiledHooks
  function(key: string): CompiledFunction
  trust(environment: string, revision?: string): TrustRow
  readonly rows: readonly TableKey[]
  /** Group → code. */
  readonly codes: Codes
}

export const REVISION = 'r1'
export const NOW = new Date('2027-01-31T12:00:00Z')

/** The mesh of test/fixtures/meshes with hooks and synchronisation, a live role in `lab`, both of its environments open, on one issuer. */
export function applied(...changes: readonly Change[]): Applied {
  const folder = synchronised(...changes)
  const plant = (folder.read('plant.yaml') ?? '')
    .replace('state: closed\n', '')
    .replace('[databricks]', '[databricks, notebooks]')
  const lab = (folder.read('lab.yaml') ?? '').replace('    access:\n', '    live: read\n    access:\n')
  const texts: Readonly<Record<string, string>> = { 'plant.yaml': plant, 'lab.yaml': lab }
  const built = build({ ...folder, read: (path) => texts[path] ?? folder.read(path) })
  const { config, rows, codes } = hooksOf(built)
  const { hooks } = built.compiled
  if (!hooks) throw new Error('the mesh has no hooks')
  const trust = (environment: string, revision = REVISION): TrustRow => {
    const access = built.graph.environments.find((each) => each.environment === environment)
    if (!access) throw new Error(`no environment ${environment}`)
    return trustRow(access, { revision, sourceIdentity: config.sourceIdentity, trustLimit: 4096 })
  }
  const environments = Object.keys(config.environments)
  return {
    built,
    config,
    hub: hubScope(built.mesh.settings),
    hooks,
    function: (key) => functionOf(hooks, key),
    trust,
    codes,
    rows: [...rows, ...environments.map((each) => trust(each))],
  }
}

export const decision = { by: 'marketplace', reason: 'CR-1', at: '2027-01-31T12:00:00Z' }

export const datasetEvent = (change: Partial<DatasetEvent> = {}): DatasetEvent => ({
  schemaVersion: 1,
  type: 'dataset',
  environment: 'lab',
  dataset: 'trials',
  version: 1,
  grants: [],
  ...decision,
  ...change,
})

/** The rows of a group that an event put into some roles of an environment. */
export function newcomerRows({ trust }: Applied, environment: string, personas: readonly string[]): TableKey[] {
  const row = trust(environment)
  const roles = row.roles.filter((each) => personas.includes(each.persona))
  const opened = { name: 'NEWCOMERS', code: 'zAbc', roles }
  const { group, member } = liveRows(datasetEvent({ environment }), row, REVISION, opened)
  return [group, member]
}
