import { includesAction } from './actions'
import { covers } from './patterns'
import type { Provider } from './providers'
import type { ConditionTest, ReadStatement } from './statement'

/** A Deny for whatever does not match: what it asks for holds, whatever an Allow says. */
export interface Gate {
  /** Index of the statement. */
  readonly index: number
  readonly statement: ReadStatement
  readonly test: ConditionTest
}

/** The gates on a key; one with further conditions lets through what does not meet those. */
export function gatesOn(key: string, statements: readonly ReadStatement[]): Gate[] {
  return statements.flatMap((statement, index): Gate[] => {
    const [test, ...more] = statement.tests
    if (statement.allows || test === undefined || more.length > 0) return []
    const isGate = test.lowerKey === key && /^StringNot(?:Like|Equals)$/.test(test.base) && test.set === 'one'
    return isGate ? [{ index, statement, test }] : []
  })
}

export const gateCovers = ({ statement }: Gate, { id }: Provider): boolean =>
  statement.principals.some((each) => each.id === '*' || each.id === id || covers(each.id, id))

export const gateActs = ({ statement }: Gate, { action }: Provider): boolean => includesAction(statement, action)
