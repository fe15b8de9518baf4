import type { AppliedRow } from '../../core/model/entitlements'
import type { HookConfig } from '../../core/model/hook-config'
import { ownValue } from '../../core/model/own-value'
import { groupPartition, liveKey, type TableKey } from '../../core/model/table-keys'
import { appliedKeys, environmentOf, isApplied, readApplied } from './applied'
import { groupsOf, knownGroups, type KnownGroup } from './groups'
import type { LiveIndex } from './live-rows'
import type { Log } from './log'
import { Refusal } from './refusal'
import { groupRow, serviceRow, type GroupRow, type ServiceRow } from './rows'
import type { Row, TableReader } from './table'
import { readable } from './readable'

/** What the table says of a user's groups. */
export interface Entitlements {
  readonly groups: readonly HeldGroup[]
  /** The service's row of run time, if it has one. */
  readonly service?: ServiceRow
  /** Environment → the revision that is applied. */
  readonly revisions: ReadonlyMap<string, string>
}

export interface HeldGroup extends KnownGroup {
  /** Rows of run time are among them only while they hold. */
  readonly rows: readonly GroupRow[]
}

interface Scope {
  readonly config: HookConfig
  readonly table: TableReader
  readonly log: Log
}

/** More than these are not asked for: a person of the mesh has some tens. */
export const MAX_QUERIES = 100

/**
 * Reads what the user's groups open. First, what the environments are applied with, which names their groups, and what
 * events have added; then one Query for each of the user's groups that the mesh knows, all at once.
 *
 * @throws {Refusal} `too-many-groups`; else what the table throws
 */
export async function readEntitlements(scope: Scope, service: string, names: readonly string[]): Promise<Entitlements> {
  const { config } = scope
  const { applied, index, live } = await readMesh(scope, service)
  const known = knownGroups(groupsOf({ applied, retired: config.retired, index }), names)
  if (known.length > MAX_QUERIES)
    throw new Refusal('too-many-groups', 'You are in more groups of the data mesh than one sign-in can carry.', {
      groups: known.length,
    })
  const revisions = new Map(applied.map((row) => [environmentOf(row), row.revision]))
  const groups = await Promise.all(known.map((each) => readGroup(scope, each, revisions)))
  return { groups, ...(live && { service: live }), revisions }
}

interface MeshRows {
  readonly applied: readonly AppliedRow[]
  readonly index?: LiveIndex | undefined
  readonly live?: ServiceRow | undefined
}

async function readMesh(scope: Scope, service: string): Promise<MeshRows> {
  const { config, table } = scope
  const [index, live] = [liveKey.index(), liveKey.service(service)]
  // No event adds a service of Cognito, and its function may not read one.
  const isPool = ownValue(config.services, service)?.protocol === 'cognito'
  const ofRunTime = config.sync ? [index, ...(isPool ? [] : [live])] : []
  const rows = await table.rows([...appliedKeys(config), ...ofRunTime])
  const at = (key: TableKey): Row | undefined => rows.find(({ PK, SK }) => PK === key.PK && SK === key.SK)
  const row = at(live)
  return {
    applied: rows.filter(isApplied).flatMap((each) => readable(scope, readApplied, each) ?? []),
    index: at(index),
    live: row && serviceRow(row),
  }
}

/**
 * What a group opens. A declared row counts where its environment names the group: others may write the rows of a
 * group's partition, but not what an environment is applied with.
 */
async function readGroup(scope: Scope, group: KnownGroup, revisions: ReadonlyMap<string, string>): Promise<HeldGroup> {
  const { config, table } = scope
  const counts = (name: string, { environment, revision }: GroupRow): boolean =>
    revision === undefined
      ? group.environments.get(environment) === name
      : config.sync && revisions.get(environment) === revision
  const names = [...new Set([group.name, ...group.environments.values()])]
  const read = names.map(async (name) => {
    const rows = await table.partition(groupPartition(name))
    return rows
      .flatMap((row) => readable(scope, (each) => groupRow(config, each), row) ?? [])
      .filter((row) => counts(name, row))
  })
  return { ...group, rows: (await Promise.all(read)).flat() }
}
