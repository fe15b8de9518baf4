import { error, type Diagnostic } from '../diagnostic'
import { unite } from '../limits'
import { partsOf, where, type Part } from './access-parts'
import type { Check } from './check'

/** Several limits of one role on one table must be one filter, since Lake Formation knows a grant by its filter. */
export const checkLimitsDiffer: Check = (context) =>
  partsOf(context).flatMap((parts) =>
    limitedTables(parts).flatMap(([table, several]): Diagnostic[] => {
      const limits = several.flatMap((each) => each.tables.get(table) ?? [])
      if (unite(limits)) return []
      const [first, last] = [several[0], several.at(-1)]
      const message = `the limits on ${table} here and ${first ? `at ${where(first)}` : 'elsewhere'} differ in columns and in rows, so no single filter can mean both`
      const hint = 'give both entries the same columns, or the same rows; or use a second group'
      return [error('limits-differ', message, last?.at, hint)]
    }),
  )

/** Each table on which a role has limits, with the parts that have them. */
function limitedTables(parts: readonly Part[]): [table: string, parts: Part[]][] {
  const found = new Map<string, [string, Part[]]>()
  for (const part of parts.filter((each) => each.limited)) {
    for (const table of part.tables.keys()) {
      const key = JSON.stringify([part.receiver, table])
      found.set(key, [table, [...(found.get(key)?.[1] ?? []), part]])
    }
  }
  return [...found.values()]
}
