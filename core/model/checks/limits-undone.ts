import { error, warning, type Diagnostic } from '../diagnostic'
import type { TablePermission } from '../personas'
import { absorption, unlimitedBeside } from './absorbed'
import { othersOf, partsOf, type Part } from './access-parts'
import type { Check } from './check'

/** With one of these, a filtered SELECT on the same table shows everything. @see https://docs.aws.amazon.com/lake-formation/latest/dg/data-filtering-notes.html */
const WRITES: readonly TablePermission[] = ['ALTER', 'DELETE', 'DROP', 'INSERT']

/** What a limit hides, no other permission of the role shows. */
export const checkLimitsUndone: Check = (context) =>
  partsOf(context).flatMap((parts) =>
    parts.flatMap((part) => {
      // What is absorbed has its own message.
      if (!part.limited || absorption(part, parts)) return []
      const tables = [...part.tables.keys()].filter((table) => !unlimitedBeside(part, table, parts))
      return tables.flatMap((table) => checkLimit(part, table, othersOf(part, parts)))
    }),
  )

function checkLimit({ at, persona, level, own }: Part, table: string, others: readonly Part[]): Diagnostic[] {
  const has = (permission: TablePermission): boolean =>
    own.includes(permission) ||
    others.some((other) => !other.limited && other.tables.has(table) && other.permissions.includes(permission))
  const writing = WRITES.find(has)
  if (writing) {
    const message = `the limit on ${table} has no effect: the role has ${writing} on the table, with which Lake Formation shows everything`
    const hint = 'give the right to write to another group, or take the limit away'
    return [error('limit-undone', message, at, hint)]
  }
  if (level?.data.database.includes('CREATE_TABLE')) {
    const message = `the limit on ${table} has no effect: the persona ${persona} may create tables beside it`
    const hint =
      'a table made over the same files shows all of them: take CREATE_TABLE from the persona, or the limit away'
    return [error('limit-undone', message, at, hint)]
  }
  if (has('DESCRIBE')) {
    const message = `the names of the hidden columns of ${table} stay visible: the role has DESCRIBE on the table`
    return [warning('limit-shows-names', message, at, 'take DESCRIBE away where names are sensitive, too')]
  }
  return []
}
