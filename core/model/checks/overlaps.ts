import { isLimited, permissionsOf, tablesOf, visibleColumns, visibleRows } from '../access'
import { error, formatPosition, warning, type Diagnostic, type Position } from '../diagnostic'
import { shows, unite, type Limit } from '../limits'
import { groupKey } from '../names'
import { ownValue } from '../own-value'
import type { Persona, TablePermission } from '../personas'
import type { DatasetSettings } from '../schema/dataset'
import { environmentsOf, type Check } from './check'

/** With one of these, a filtered SELECT on the same table shows everything. @see https://docs.aws.amazon.com/lake-formation/latest/dg/data-filtering-notes.html */
const WRITES: readonly TablePermission[] = ['ALTER', 'DELETE', 'DROP', 'INSERT']

interface Part {
  readonly index: number
  readonly at: Position | undefined
  readonly receiver: string
  readonly permissions: readonly TablePermission[]
  readonly files: boolean
  readonly limited: boolean
  readonly tables: ReadonlyMap<string, Limit>
}

/** Entries of one role on one table are a union; an entry that says nothing new, or a limit that limits nothing, is a mistake. */
export const checkOverlaps: Check = (context) =>
  environmentsOf(context).flatMap(({ settings, at }) =>
    Object.entries(settings.datasets).flatMap(([name, dataset]) => {
      const parts = partsOf(dataset, context.personas, (index) => at('datasets', name, 'access', index))
      return [
        ...parts.flatMap((part) => checkPart(part, parts, context.personas, settings.personas)),
        ...checkUnions(parts),
      ]
    }),
  )

function partsOf(
  dataset: DatasetSettings,
  personas: ReadonlyMap<string, Persona>,
  at: (index: number) => Position | undefined,
): Part[] {
  return dataset.access.map((entry, index) => {
    const { persona, group } = entry.to
    const limits = tablesOf(entry, dataset).flatMap((table) => {
      const settings = ownValue(dataset.tables, table)
      return settings ? [[table, { columns: visibleColumns(entry, settings), rows: visibleRows(entry) }] as const] : []
    })
    return {
      index,
      at: at(index),
      receiver: persona === undefined ? `group ${groupKey(group ?? '')}` : `persona ${persona}`,
      permissions: permissionsOf(entry, persona === undefined ? undefined : personas.get(persona)),
      files: entry.files,
      limited: isLimited(entry),
      tables: new Map(limits),
    }
  })
}

function checkPart(
  part: Part,
  parts: readonly Part[],
  personas: ReadonlyMap<string, Persona>,
  groups: Readonly<Record<string, readonly string[]>>,
): Diagnostic[] {
  const name = part.receiver.replace(/^persona /, '')
  const level = part.receiver.startsWith('persona ') ? personas.get(name) : undefined
  const own = level?.scope === 'all' && (ownValue(groups, name)?.length ?? 0) > 0 ? level.data.table : []
  if (!part.files && own.length > 0 && part.permissions.every((each) => own.includes(each))) {
    return [
      error(
        'absorbed',
        `the persona ${name} has all datasets already, with ${own.join(', ')}`,
        part.at,
        'remove the entry',
      ),
    ]
  }
  const others = parts.filter((other) => other !== part && other.receiver === part.receiver && other.tables.size > 0)
  const absorbing = others.find((other) => absorbs(other, part) && (other.index < part.index || !absorbs(part, other)))
  if (absorbing) {
    return [
      error('absorbed', `the entry at ${where(absorbing)} gives all of this already`, part.at, 'remove one of the two'),
    ]
  }
  if (!part.limited) return []
  return [...part.tables.keys()].flatMap((table): Diagnostic[] => {
    const open = others.find(
      (other) => !other.limited && other.permissions.includes('SELECT') && other.tables.has(table),
    )
    if (open)
      return [
        error(
          'absorbed',
          `the limit on ${table} has no effect: the entry at ${where(open)} gives every column and row`,
          part.at,
          'limit both entries, or remove one',
        ),
      ]
    const writing = WRITES.find(
      (each) =>
        own.includes(each) ||
        others.some((other) => !other.limited && other.tables.has(table) && other.permissions.includes(each)),
    )
    if (writing) {
      const hint = 'give the right to write to another group, or take the limit away'
      return [
        error(
          'limit-undone',
          `the limit on ${table} has no effect: the role has ${writing} on the table, with which Lake Formation shows everything`,
          part.at,
          hint,
        ),
      ]
    }
    if (level?.data.database.includes('CREATE_TABLE')) {
      const hint =
        'a table made over the same files shows all of them: take CREATE_TABLE from the persona, or the limit away'
      return [
        error(
          'limit-undone',
          `the limit on ${table} has no effect: the persona ${name} may create tables beside it`,
          part.at,
          hint,
        ),
      ]
    }
    const describing = others.find(
      (other) => !other.limited && other.permissions.includes('DESCRIBE') && other.tables.has(table),
    )
    if (describing || own.includes('DESCRIBE')) {
      return [
        warning(
          'limit-shows-names',
          `the names of the hidden columns of ${table} stay visible: the role has DESCRIBE on the table`,
          part.at,
          'take DESCRIBE away where names are sensitive, too',
        ),
      ]
    }
    return []
  })
}

function absorbs(outer: Part, inner: Part): boolean {
  return (
    inner.permissions.every((each) => outer.permissions.includes(each)) &&
    (outer.files || !inner.files) &&
    [...inner.tables].every(([table, limit]) => {
      const around = outer.tables.get(table)
      return around !== undefined && shows(around, limit)
    })
  )
}

/** Several limits of one role on one table must be one filter, since Lake Formation knows a grant by its filter. */
function checkUnions(parts: readonly Part[]): Diagnostic[] {
  const limited = new Map<string, Part[]>()
  for (const part of parts.filter((each) => each.limited)) {
    for (const table of part.tables.keys()) {
      const key = JSON.stringify([part.receiver, table])
      limited.set(key, [...(limited.get(key) ?? []), part])
    }
  }
  return [...limited].flatMap(([key, several]): Diagnostic[] => {
    const [, table] = JSON.parse(key) as [string, string]
    const limits = several.flatMap((each) => each.tables.get(table) ?? [])
    if (unite(limits)) return []
    const [first, last] = [several[0], several.at(-1)]
    const hint = 'give both entries the same columns, or the same rows; or use a second group'
    return [
      error(
        'limits-differ',
        `the limits on ${table} here and ${first ? `at ${where(first)}` : 'elsewhere'} differ in columns and in rows, so no single filter can mean both`,
        last?.at,
        hint,
      ),
    ]
  })
}

const where = (part: Part): string => (part.at ? formatPosition(part.at) : `access[${part.index}]`)
