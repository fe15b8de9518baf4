import type { DatabaseGrant, RoleAccess, TableGrant } from '../../../../model/graph'
import type { Limit } from '../../../../model/limits'
import { groupKey } from '../../../../model/group-names'
import { PERMISSION_WORDS, type TablePermission } from '../../../../model/personas'
import type { AccessSettings, DatasetSettings } from '../../../../model/schema/dataset'
import { declaredPersona, type DeclaredPersona } from './persona'
import type { DeclaredScope } from './scope'

/** What a role holds on a table: on all of it, and what it sees where that is not all. */
export type Held = Pick<TableGrant, 'dataset' | 'database' | 'table' | 'permissions' | 'limit'>

/** The tables that a role holds something on, asked of each line by itself, apart from the access graph. */
export function heldTables(scope: DeclaredScope, role: RoleAccess): Held[] {
  const { settings, access } = scope
  if (role.kind === 'home') return []
  const level = levelOf(scope, role)
  const ofMembers = level?.scope === 'all' ? level.table : []
  const usual = level?.table ?? PERMISSION_WORDS.read
  return access.datasets.flatMap(({ name: dataset, database }) => {
    const { tables = {} } = settings.datasets[dataset] ?? {}
    const own = linesFor(role, dataset, settings.datasets[dataset])
    if (own.length === 0 && ofMembers.length === 0) return []
    return Object.entries(tables).flatMap(([table, columns]): Held[] => {
      const lines = own.filter((each) => each.tables?.includes(table) ?? true)
      const whole = lines.filter((each) => !isLimited(each)).flatMap((each) => wordsOf(each, usual))
      const permissions = [...new Set([...ofMembers, ...whole])].sort()
      const limits = permissions.includes('SELECT') ? [] : lines.filter(isLimited)
      const limit = limits.length === 0 ? undefined : seenThrough(limits, columns)
      return permissions.length === 0 && !limit ? [] : [{ dataset, database, table, permissions, limit }]
    })
  })
}

/** The databases that a role holds something on; Athena looks for names through `default`. */
export function heldDatabases(
  scope: DeclaredScope,
  role: RoleAccess,
): Pick<DatabaseGrant, 'dataset' | 'database' | 'permissions'>[] {
  const { settings, access } = scope
  if (role.kind === 'home') return []
  const level = levelOf(scope, role)
  const permissions = [...(level?.database ?? (['DESCRIBE'] as const))].sort()
  const named = access.datasets.filter(({ name }) => linesFor(role, name, settings.datasets[name]).length > 0)
  const held = permissions.length === 0 ? [] : level?.scope === 'all' ? access.datasets : named
  if (held.length === 0) return []
  return [
    { dataset: null, database: 'default', permissions: ['DESCRIBE'] },
    ...held.map(({ name, database }) => ({ dataset: name, database, permissions })),
  ]
}

/** Whether a role may make tables in the databases where it holds that: it must be able to write there, too. */
export const makesTables = (scope: DeclaredScope, role: RoleAccess): boolean =>
  levelOf(scope, role)?.policies.includes('data-writer') ?? true

const levelOf = ({ mesh, settings }: DeclaredScope, { kind, persona }: RoleAccess): DeclaredPersona | undefined =>
  kind === 'share' || kind === 'live' ? undefined : declaredPersona(mesh, settings, persona)

type Line = Pick<AccessSettings, 'permissions' | 'tables' | 'columns' | 'rows'>

/** The lines of a dataset that give a role something. */
function linesFor(role: RoleAccess, name: string, dataset: DatasetSettings | undefined): readonly Line[] {
  if (role.kind !== 'live') return dataset?.access.filter(isFor(role)) ?? []
  const { live } = dataset ?? {}
  if (role.dataset !== name || live === undefined) return []
  return [typeof live === 'string' ? { permissions: live } : live]
}

function isFor(role: RoleAccess): (entry: AccessSettings) => boolean {
  const groups = new Set(role.groups.map(({ name }) => groupKey(name)))
  return ({ to }) =>
    role.kind === 'share' ? to.group !== undefined && groups.has(groupKey(to.group)) : to.persona === role.persona
}

const isLimited = ({ columns, rows }: Line): boolean => columns !== undefined || rows !== undefined

function wordsOf({ permissions = [] }: Line, usual: readonly TablePermission[]): readonly TablePermission[] {
  if (typeof permissions === 'string') return PERMISSION_WORDS[permissions]
  return permissions.length === 0 ? usual : permissions
}

/** A column is seen where some entry shows it, and a row where some entry's condition holds. */
function seenThrough(entries: readonly Line[], table: DatasetSettings['tables'][string]): Limit {
  const all = Object.keys({ ...table.columns, ...table.partitions }).sort()
  const shows = ({ columns: { only, except } = {} }: Line, column: string): boolean =>
    only?.includes(column) ?? !except?.includes(column)
  const conditions = [...new Set(entries.map(({ rows }) => rows?.trim()))]
  const [first] = conditions
  const either = conditions.map((each) => `(${each ?? ''})`).sort()
  return {
    columns: entries.every((each) => each.columns)
      ? all.filter((column) => entries.some((each) => shows(each, column)))
      : null,
    rows: conditions.includes(undefined) ? null : conditions.length === 1 ? (first ?? null) : either.join(' OR '),
  }
}
