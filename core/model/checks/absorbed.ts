import { error, type Diagnostic } from '../diagnostic'
import { shows } from '../limits'
import { othersOf, partsOf, where, type Part } from './access-parts'
import type { Check } from './check'

/** An entry that says nothing new, or a limit beside the same without one, is a mistake. */
export const checkAbsorbed: Check = (context) =>
  partsOf(context).flatMap((parts) =>
    parts.flatMap((part) => {
      const whole = absorption(part, parts)
      if (whole) return [whole]
      return part.limited ? [...part.tables.keys()].flatMap((table) => checkLimit(part, table, parts)) : []
    }),
  )

/** Says that an entry gives nothing that its role has not got already. */
export function absorption(part: Part, parts: readonly Part[]): Diagnostic | undefined {
  const { own, at } = part
  // An entry whose tables are all unknown has a message of its own.
  if (part.tables.size === 0) return undefined
  if (!part.files && own.length > 0 && part.permissions.every((each) => own.includes(each))) {
    const message = `the persona ${part.persona} has all datasets already, with ${own.join(', ')}`
    return error('absorbed', message, at, 'remove the entry')
  }
  const absorbing = othersOf(part, parts).find(
    (other) => absorbs(other, part) && (other.index < part.index || !absorbs(part, other)),
  )
  if (!absorbing) return undefined
  return error('absorbed', `the entry at ${where(absorbing)} gives all of this already`, at, 'remove one of the two')
}

/** The entry of the same role that gives all of a table. */
export function unlimitedBeside(part: Part, table: string, parts: readonly Part[]): Part | undefined {
  return othersOf(part, parts).find(
    (other) => !other.limited && other.permissions.includes('SELECT') && other.tables.has(table),
  )
}

function checkLimit(part: Part, table: string, parts: readonly Part[]): Diagnostic[] {
  const open = unlimitedBeside(part, table, parts)
  if (!open) return []
  const message = `the limit on ${table} has no effect: the entry at ${where(open)} gives every column and row`
  return [error('absorbed', message, part.at, 'limit both entries, or remove one')]
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
