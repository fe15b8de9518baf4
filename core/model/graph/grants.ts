import { liveEntry, permissionsOf, tablesOf, visibleColumns, visibleRows } from '../access'
import { compareText, type Position } from '../diagnostic'
import { unite, type Limit } from '../limits'
import { groupKey } from '../group-names'
import { databaseName } from '../names'
import { ownValue } from '../own-value'
import type { Persona, TablePermission } from '../personas'
import type { AccessSettings, DatasetSettings } from '../schema/dataset'
import type { EnvironmentSettings } from '../schema/environment'
import type { DatabaseGrant, TableGrant } from './types'

/** Whose grants are asked for. */
export type Receiver =
  | { readonly persona: string; readonly level: Persona }
  | { readonly group: string }
  /** Of the dataset's live role. */
  | { readonly live: string }

/** What one role holds in Lake Formation, and which tables' files it reads. */
export interface Grants {
  readonly databases: readonly DatabaseGrant[]
  readonly tables: readonly TableGrant[]
  readonly files: readonly { readonly dataset: string; readonly table: string; readonly source: Position | undefined }[]
}

export interface GrantScope {
  readonly environment: string
  readonly settings: EnvironmentSettings
  readonly at: (...path: (string | number)[]) => Position | undefined
}

/** The grants of one role, merged: exactly one on each database and table. */
export function grantsOf(receiver: Receiver, scope: GrantScope): Grants {
  const perDataset = Object.entries(scope.settings.datasets)
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, dataset]) => ofDataset(receiver, scope, name, dataset))
  const databases = perDataset.flatMap((each) => each.databases)
  return {
    databases: databases.length === 0 ? [] : [forAthena, ...databases],
    tables: perDataset.flatMap((each) => each.tables),
    files: perDataset.flatMap((each) => each.files),
  }
}

/** Athena resolves names through `default`, whatever database a query names. */
const forAthena: DatabaseGrant = {
  dataset: null,
  database: 'default',
  permissions: ['DESCRIBE'],
  grantable: false,
  source: undefined,
}

function ofDataset(receiver: Receiver, scope: GrantScope, name: string, dataset: DatasetSettings): Grants {
  const level = 'level' in receiver ? receiver.level : undefined
  const entries = entriesFor(receiver, scope, name, dataset)
  const hasAll = level?.scope === 'all'
  if (!hasAll && entries.length === 0) return { databases: [], tables: [], files: [] }

  const database = databaseName(scope.environment, name)
  const grantable = scope.settings.delegation && level?.delegates === true && ownsDataset(receiver, scope, dataset)
  const tables = Object.keys(dataset.tables)
    .sort()
    .flatMap((table) => {
      const grant = onTable(table, dataset, entries, hasAll ? level.data.table : [], level)
      const empty = grant.permissions.length === 0 && grant.limit === undefined
      return empty
        ? []
        : [{ dataset: name, database, table, ...grant, grantable: grantable && grant.permissions.length > 0 }]
    })
  const permissions = level?.data.database ?? (['DESCRIBE'] as const)
  const inDatabase: DatabaseGrant = {
    dataset: name,
    database,
    permissions: [...permissions].sort(),
    grantable,
    source: hasAll ? undefined : entries[0]?.source,
  }
  return {
    databases: permissions.length === 0 ? [] : [inDatabase],
    tables,
    files: entries.flatMap(({ entry, source }) =>
      entry.files ? tablesOf(entry, dataset).map((table) => ({ dataset: name, table, source })) : [],
    ),
  }
}

/** Whether everybody who opens the persona's role is owner or steward of the dataset, and so may decide about it. */
function ownsDataset(receiver: Receiver, { settings }: GrantScope, { owner, stewards }: DatasetSettings): boolean {
  if (!('persona' in receiver)) return false
  const deciding = new Set([owner, ...stewards].map(groupKey))
  const groups = ownValue(settings.personas, receiver.persona) ?? []
  return groups.length > 0 && groups.every((each) => deciding.has(groupKey(each)))
}

interface PlacedEntry {
  readonly entry: AccessSettings
  readonly source: Position | undefined
}

function entriesFor(receiver: Receiver, { at }: GrantScope, name: string, dataset: DatasetSettings): PlacedEntry[] {
  if ('live' in receiver) {
    if (receiver.live !== name || dataset.live === undefined) return []
    const entry = { to: {}, files: false, services: [], ...liveEntry(dataset.live) }
    return [{ entry, source: at('datasets', name, 'live') }]
  }
  return dataset.access.flatMap((entry, index) =>
    isFor(entry, receiver) ? [{ entry, source: at('datasets', name, 'access', index) }] : [],
  )
}

function isFor({ to }: AccessSettings, receiver: Exclude<Receiver, { readonly live: string }>): boolean {
  return 'group' in receiver
    ? to.group !== undefined && groupKey(to.group) === groupKey(receiver.group)
    : to.persona === receiver.persona
}

function onTable(
  table: string,
  dataset: DatasetSettings,
  entries: readonly PlacedEntry[],
  own: readonly TablePermission[],
  level: Persona | undefined,
): Pick<TableGrant, 'permissions' | 'limit' | 'sources'> {
  const permissions = new Set<TablePermission>(own)
  const sources: Partial<Record<TablePermission, Position>> = {}
  const limits: Limit[] = []
  const settings = ownValue(dataset.tables, table)
  for (const { entry, source } of entries) {
    if (!settings || !tablesOf(entry, dataset).includes(table)) continue
    const limit: Limit = { columns: visibleColumns(entry, settings), rows: visibleRows(entry) }
    const isWhole = limit.columns === null && limit.rows === null
    for (const permission of permissionsOf(entry, level)) {
      if (isWhole) permissions.add(permission)
      else limits.push(limit)
      if (!own.includes(permission) && source) sources[permission] ??= source
    }
  }
  const limit = permissions.has('SELECT') ? undefined : unite(limits)
  return { permissions: [...permissions].sort(), limit, sources }
}
