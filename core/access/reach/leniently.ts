import type { OneOrMany, PolicyDocument, Statement } from '../../policy/document'

/** Whether an attempt is made with what a condition asks for, so that its answer is the true one. */
export type Knows = (effect: Statement['Effect'], operator: string, key: string, values: OneOrMany) => boolean

/**
 * A policy without the conditions that no attempt can answer: what they ask for is taken for given, and a Deny with one
 * is taken for none. So a review says rather too much than too little. The same object where there are none.
 */
export function leniently(document: PolicyDocument, knows: Knows): PolicyDocument {
  const Statement = document.Statement.flatMap((each): Statement[] => {
    const { Effect, Condition } = each
    const odd = Object.entries(Condition ?? {}).some(([operator, keys]) =>
      Object.entries(keys).some(([key, values]) => !knows(Effect, operator, key, values)),
    )
    if (!odd || !Condition) return [each]
    return Effect === 'Deny' ? [] : [{ ...each, Condition: answered(Condition, (...one) => knows(Effect, ...one)) }]
  })
  return Statement.every((each, index) => each === document.Statement[index]) &&
    Statement.length === document.Statement.length
    ? document
    : { ...document, Statement }
}

type Conditions = NonNullable<Statement['Condition']>

const answered = (
  condition: Conditions,
  knows: (operator: string, key: string, values: OneOrMany) => boolean,
): Conditions =>
  Object.fromEntries(
    Object.entries(condition).map(([operator, keys]) => [
      operator,
      Object.fromEntries(Object.entries(keys).filter(([key, values]) => knows(operator, key, values))),
    ]),
  )
