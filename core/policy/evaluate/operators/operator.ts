import type { Lookup } from '../context'
import { remember } from '../memo'

/** Whether one value of the request matches a policy value. The lookup is there for the policy value's variables. */
export type Match = (candidate: string, lookup: Lookup) => boolean

/** A condition operator, without set operator and `IfExists`. */
export interface Operator {
  /** A negated operator holds for what matches none of the policy's values; `read` gives the match that it negates. */
  readonly negated: boolean
  /**
   * Reads a policy value. `expands`: whether the policy's version knows variables.
   *
   * @throws {EvaluationError} `invalid-policy` for a value that the operator cannot compare with anything.
   */
  readonly read: (value: string, expands: boolean) => Match
}

/** Operators by the names that IAM documents. */
export type Operators = Readonly<Record<string, Operator>>

type Read = Operator['read']

/** An operator and its negation. */
export function pair(name: string, negation: string, read: Read): Operators {
  const fast = remembered(read)
  return { [name]: { negated: false, read: fast }, [negation]: { negated: true, read: fast } }
}

/** An operator that IAM has no negation of. */
export const single = (name: string, read: Read): Operators => ({ [name]: { negated: false, read: remembered(read) } })

function remembered(read: Read): Read {
  const literal = remember((value) => read(value, false))
  const expanding = remember((value) => read(value, true))
  return (value, expands) => (expands ? expanding(value) : literal(value))
}
