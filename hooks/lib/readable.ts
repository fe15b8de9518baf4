import type { Log } from './log'
import type { Row } from './table'
import { thrown } from './thrown'

/** A row as it is read; one that cannot be is told, and keeps nothing else from being done. The alarm `refused-row` counts it. */
export function readable<T>({ log }: { readonly log: Log }, read: (row: Row) => T, row: Row): T | undefined {
  try {
    return read(row)
  } catch (error) {
    log.error('failed', { cause: 'row', PK: row.PK, SK: row.SK, ...thrown(error) })
    return undefined
  }
}
