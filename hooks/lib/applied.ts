import * as z from 'zod/mini'
import { CODE_PATTERN } from '../../core/model/codes'
import type { AppliedRow } from '../../core/model/entitlements'
import type { HookConfig } from '../../core/model/hook-config'
import { declaredKey, ENVIRONMENT_PREFIX, type TableKey } from '../../core/model/table-keys'
import { readRow } from './bad-row'
import type { Row } from './table'

const text = z.string().check(z.minLength(1))

const applied = z.object({
  PK: text,
  SK: text,
  revision: text,
  groups: z.array(z.object({ name: text, code: z.string().check(z.regex(CODE_PATTERN)) })),
})

/** What an environment is applied with. @throws {BadRow} */
export const readApplied = (row: Row): AppliedRow => readRow(applied, row)

/** The rows META of all environments of the mesh. */
export const appliedKeys = ({ environments }: Pick<HookConfig, 'environments'>): TableKey[] =>
  Object.keys(environments).map(declaredKey.environment)

/** The environment that a row META is of. */
export const environmentOf = ({ PK }: TableKey): string => PK.slice(ENVIRONMENT_PREFIX.length)

/** Whether a row is what some environment is applied with. */
export const isApplied = (row: TableKey): boolean => {
  const key = declaredKey.environment(environmentOf(row))
  return row.PK === key.PK && row.SK === key.SK
}
