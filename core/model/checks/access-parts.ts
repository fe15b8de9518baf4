import { isLimited, permissionsOf, tablesOf, visibleColumns, visibleRows } from '../access'
import { formatPosition, type Position } from '../diagnostic'
import type { Limit } from '../limits'
import { groupKey } from '../group-names'
import { ownValue } from '../own-value'
import type { Persona, TablePermission } from '../personas'
import { accessByDataset, type AccessEntry } from './access-entries'
import type { CheckContext } from './check'

/** What an access entry gives: entries of one role on one table are a union, and this is a part of it. */
export interface Part {
  readonly index: number
  readonly at: Position | undefined
  /** Tells whose role it is. */
  readonly receiver: string
  /** Name and level of the persona; `undefined` for a group. */
  readonly persona: string | undefined
  readonly level: Persona | undefined
  /** What the role has on every table without an entry. */
  readonly own: readonly TablePermission[]
  readonly permissions: readonly TablePermission[]
  readonly files: boolean
  readonly limited: boolean
  readonly tables: ReadonlyMap<string, Limit>
}

/** The parts of each dataset of each environment; who opens a live role is no part, since `live` says what it has. */
export function partsOf(context: CheckContext): Part[][] {
  return accessByDataset(context).map((entries) =>
    entries.filter(({ entry }) => entry.to.live === undefined).map((each) => partOf(each)),
  )
}

function partOf({ scope, dataset, entry, index, at }: AccessEntry): Part {
  const { persona, group } = entry.to
  const level = persona === undefined ? undefined : scope.personas.get(persona)
  const groups = persona === undefined ? undefined : ownValue(scope.settings.personas, persona)
  const limits = tablesOf(entry, dataset).flatMap((table) => {
    const settings = ownValue(dataset.tables, table)
    return settings ? [[table, { columns: visibleColumns(entry, settings), rows: visibleRows(entry) }] as const] : []
  })
  return {
    index,
    at: at(),
    receiver: persona === undefined ? `group ${groupKey(group ?? '')}` : `persona ${persona}`,
    persona,
    level,
    own: level?.scope === 'all' && (groups?.length ?? 0) > 0 ? level.data.table : [],
    permissions: permissionsOf(entry, level),
    files: entry.files,
    limited: isLimited(entry),
    tables: new Map(limits),
  }
}

/** The other parts of the same role. */
export function othersOf(part: Part, parts: readonly Part[]): Part[] {
  return parts.filter((other) => other !== part && other.receiver === part.receiver && other.tables.size > 0)
}

/** How a message names a part. */
export const where = (part: Part): string => (part.at ? formatPosition(part.at) : `access[${part.index}]`)
