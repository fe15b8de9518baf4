import { invalidPolicy } from '../errors'
import type { Operator, Operators } from './operator'
import { pair, single } from './operator'

/** Reads a value that has an order; `undefined` for text that is none. */
type Parse = (text: string) => number | undefined

/** The six comparisons of a family. A request value of another type matches nothing. */
export function orderedOperators(family: string, parse: Parse): Operators {
  const compare =
    (holds: (candidate: number, bound: number) => boolean): Operator['read'] =>
    (value) => {
      const bound = parse(value)
      if (bound === undefined) throw invalidPolicy(`${JSON.stringify(value)} is no value for a ${family} operator`)
      return (candidate) => {
        const number = parse(candidate)
        return number !== undefined && holds(number, bound)
      }
    }
  return {
    ...pair(
      `${family}Equals`,
      `${family}NotEquals`,
      compare((a, b) => a === b),
    ),
    ...single(
      `${family}LessThan`,
      compare((a, b) => a < b),
    ),
    ...single(
      `${family}LessThanEquals`,
      compare((a, b) => a <= b),
    ),
    ...single(
      `${family}GreaterThan`,
      compare((a, b) => a > b),
    ),
    ...single(
      `${family}GreaterThanEquals`,
      compare((a, b) => a >= b),
    ),
  }
}

/** An integer or decimal value. */
export const parseNumber: Parse = (text) => (/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(text) ? Number(text) : undefined)

const DATE = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?(?:Z|([+-])(\d\d):(\d\d)))?)?)?$/

/**
 * A date in one of the six W3C formats of ISO 8601, or seconds since 1970, as milliseconds since 1970. Four digits alone
 * are a year.
 *
 * @see https://www.w3.org/TR/NOTE-datetime
 */
export const parseDate: Parse = (text) => {
  const found = DATE.exec(text)
  if (found === null) return /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) * 1000 : undefined
  const field = (i: number, missing = 0): number => (found[i] === undefined ? missing : Number(found[i]))
  const [year, month, day] = [field(1), field(2, 1), field(3, 1)]
  const [hour, minute, second] = [field(4), field(5), field(6)]
  if (hour > 23 || minute > 59 || second > 59 || field(9) > 23 || field(10) > 59) return undefined
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined
  const offset = (found[8] === '-' ? -1 : 1) * (field(9) * 60 + field(10))
  return date.getTime() + ((hour * 60 + minute - offset) * 60 + second + field(7)) * 1000
}
