import type * as z from 'zod/mini'
import type { TableKey } from '../../core/model/table-keys'
import type { Row } from './table'

/** A row of the table that is not as Terraform and the hooks write it: somebody else has. What it says counts for nothing. */
export class BadRow extends Error {
  readonly key: TableKey

  constructor(
    { PK, SK }: TableKey,
    /** What is wrong, without what stands there. */
    readonly fault: string,
  ) {
    super(`the row ${PK} / ${SK}: ${fault}`)
    this.name = 'BadRow'
    this.key = { PK, SK }
  }
}

/**
 * What a row says, of the form that a schema has. Everybody who deploys an environment can write rows of the table, so
 * nothing of one is taken for granted.
 *
 * @throws {BadRow}
 */
export function readRow<T extends z.ZodMiniType>(schema: T, row: Row): z.output<T> {
  const { success, data, error } = schema.safeParse(row)
  if (success) return data
  const [path = ''] = error.issues.map((issue) => issue.path.map(String).join('.'))
  throw new BadRow(row, path === '' ? 'is not of the form that is written' : `${path} is not as it is written`)
}
