import { invalidPolicy } from '../errors'
import { ipOperators } from './ip'
import type { Operator } from './operator'
import { single } from './operator'
import { orderedOperators, parseDate, parseNumber } from './ordered'
import { textOperators } from './text'

export type { Match, Operator } from './operator'

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/** `true` or `false` in a policy. */
export function readBool(value: string): boolean {
  if (value !== 'true' && value !== 'false') throw invalidPolicy(`${JSON.stringify(value)} is neither true nor false`)
  return value === 'true'
}

const boolOperators = single('Bool', (value) => {
  const wanted = String(readBool(value))
  return (candidate) => candidate === wanted
})

/** Byte for byte; both sides are written in base64. */
const binaryOperators = single('BinaryEquals', (value) => {
  if (!BASE64.test(value)) throw invalidPolicy(`${JSON.stringify(value)} is not base64`)
  const bytes = Buffer.from(value, 'base64')
  return (candidate) => BASE64.test(candidate) && Buffer.from(candidate, 'base64').equals(bytes)
})

/**
 * Every documented condition operator except `Null`, which asks about the key and not about a value.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const operators: ReadonlyMap<string, Operator> = new Map(
  Object.entries({
    ...textOperators,
    ...orderedOperators('Numeric', parseNumber),
    ...orderedOperators('Date', parseDate),
    ...boolOperators,
    ...binaryOperators,
    ...ipOperators,
  }),
)
