import type { HookConfig } from '../../core/model/hook-config'
import { ownValue } from '../../core/model/own-value'
import { declaredKey, ENVIRONMENT_PREFIX, groupPartition, liveKey } from '../../core/model/table-keys'
import { liveGroups, registeredGroups, type KnownGroup } from './groups'
import type { LiveIndex } from './live-rows'
import type { Log } from './log'
import { Refusal } from './refusal'
import { groupRow, serviceRow, type GroupRow, type ServiceRow } from './rows'
import type { Row, TableReader } from './table'
import { thrown } from './thrown'
import { revisionOf } from './trust-row'

/** What the table says of a user's groups. */
export interface Entitlements {
  readonly groups: readonly HeldGroup[]
  /** The service's row of run time, if it has one. */
  readonly service?: ServiceRow
  /** Environment → the revision that is applied, of those that rows of run time speak of. */
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

/** What a `BatchGetItem` takes. */
const MAX_ROWS = 100

/**
 * Reads what the user's groups open: one Query a group, all at once; where events may add groups, the index with them.
 * Only for what the index or a row of run time adds are there further readings.
 *
 * @throws {Refusal} `too-many-groups`; else what the table throws
 */
export async function readEntitlements(scope: Scope, service: string, names: readonly string[]): Promise<Entitlements> {
  const { config, table } = scope
  const declared = registeredGroups(config, names)
  assertFew(declared.length)
  const [declaredRows, liveRows] = await Promise.all([readGroups(scope, declared), readLive(config, table, service)])
  const more = liveGroups(config, liveRows.index, names)
  assertFew(declared.length + more.length)
  const groups = [...declaredRows, ...(await readGroups(scope, more))]
  const revisions = await readRevisions(table, [
    ...groups.flatMap(({ rows }) => rows.flatMap((row) => (row.revision === undefined ? [] : [row.environment]))),
    ...Object.keys(liveRows.service?.environments ?? {}),
  ])
  const holds = ({ revision, environment }: GroupRow): boolean =>
    revision === undefined || revisions.get(environment) === revision
  return {
    groups: groups.map((group) => ({ ...group, rows: group.rows.filter(holds) })),
    ...(liveRows.service && { service: liveRows.service }),
    revisions,
  }
}

function assertFew(groups: number): void {
  if (groups > MAX_QUERIES)
    throw new Refusal('too-many-groups', 'You are in more groups of the data mesh than one sign-in can carry.', {
      groups,
    })
}

function readGroups({ config, table, log }: Scope, groups: readonly KnownGroup[]): Promise<HeldGroup[]> {
  const counts = ({ revision }: GroupRow): boolean => revision === undefined || config.sync
  return Promise.all(
    groups.map(async (group) => {
      const rows = await table.partition(groupPartition(group.name))
      return { ...group, rows: rows.flatMap((row) => readable(row, log) ?? []).filter(counts) }
    }),
  )
}

/** A row that cannot be read opens nothing; the others stand. */
function readable(row: Row, log: Log): GroupRow | undefined {
  try {
    return groupRow(row)
  } catch (error) {
    log.error('failed', { cause: 'row', PK: row.PK, SK: row.SK, ...thrown(error) })
    return undefined
  }
}

async function readLive(
  config: HookConfig,
  table: TableReader,
  service: string,
): Promise<{ readonly index?: LiveIndex; readonly service?: ServiceRow }> {
  if (!config.sync) return {}
  const key = liveKey.service(service)
  // No event adds a service of Cognito, and its function may not read one.
  const isPool = ownValue(config.services, service)?.protocol === 'cognito'
  const rows = await table.rows([liveKey.index(), ...(isPool ? [] : [key])])
  const index = rows.find(({ PK }) => PK === liveKey.index().PK)
  const row = rows.find(({ PK }) => PK === key.PK)
  const live = row && serviceRow(row)
  return { ...(index && { index }), ...(live && { service: live }) }
}

async function readRevisions(table: TableReader, environments: readonly string[]): Promise<Map<string, string>> {
  const all = [...new Set(environments)]
  const chunks = Array.from({ length: Math.ceil(all.length / MAX_ROWS) }, (_, i) =>
    all.slice(i * MAX_ROWS, (i + 1) * MAX_ROWS),
  )
  const rows = await Promise.all(chunks.map((chunk) => table.rows(chunk.map(declaredKey.environment))))
  return new Map(rows.flat().map((row) => [row.PK.slice(ENVIRONMENT_PREFIX.length), revisionOf(row)]))
}
