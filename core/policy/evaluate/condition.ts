import type { Conditions } from '../document'
import type { Lookup } from './context'
import { EvaluationError, invalidPolicy } from './errors'
import { remember } from './memo'
import type { Operator } from './operators'
import { operators, readBool } from './operators'
import { entries, texts } from './values'

/** Whether one key of a condition block holds for a request. */
type Test = (lookup: Lookup) => boolean

/** How an operator treats the values of a key: the one it has, any of several, or all of them. */
type Quantifier = 'one' | 'any' | 'all'

interface Asked {
  readonly operator: Operator | 'Null'
  readonly quantifier: Quantifier
  readonly ifExists: boolean
}

/**
 * Reads a `Condition` element: every operator and every key of it must hold.
 *
 * @throws {EvaluationError} `unknown-operator`; `invalid-policy` for a value that its operator cannot read, an empty
 * list of values, or one key in two spellings under the same operator.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function readConditions(conditions: Conditions | undefined, expands: boolean): Test {
  const tests: Test[] = []
  for (const [name, block] of conditions === undefined ? [] : entries('Condition', conditions)) {
    const asked = askedBy(name)
    const keys = new Set<string>()
    for (const [key, value] of entries(name, block)) {
      if (keys.size === keys.add(key.toLowerCase()).size) throw invalidPolicy(`${name} holds ${key} in two spellings`)
      tests.push(readTest(asked, key, texts(key, value), expands))
    }
  }
  return (lookup) => tests.every((test) => test(lookup))
}

/** IAM does not say that the case of an operator's name is free, so that any other spelling is unknown. */
const askedBy = remember((name): Asked => {
  const [, set, rest = '', suffix] = /^(ForAnyValue:|ForAllValues:)?(.*?)(IfExists)?$/.exec(name) ?? []
  if (name === 'Null') return { operator: 'Null', quantifier: 'one', ifExists: false }
  const operator = operators.get(rest)
  if (operator === undefined) {
    throw new EvaluationError('unknown-operator', `unknown condition operator ${JSON.stringify(name)}`)
  }
  const quantifier = set === undefined ? 'one' : set === 'ForAnyValue:' ? 'any' : 'all'
  return { operator, quantifier, ifExists: suffix !== undefined }
})

function readTest(asked: Asked, key: string, values: readonly string[], expands: boolean): Test {
  const { operator, quantifier, ifExists } = asked
  if (operator === 'Null') return nullTest(key, values.map(readBool))
  const matches = values.map((value) => operator.read(value, expands))
  return (lookup) => {
    const found = lookup(key)
    if (found === undefined) return ifExists || missingHolds(operator, quantifier)
    // Several policy values are ORed; under a negated operator none may match.
    const holds = (value: string): boolean => matches.some((match) => match(value, lookup)) !== operator.negated
    if (quantifier === 'one') return holds(singleValue(key, found))
    const all = typeof found === 'string' ? [found] : found
    return quantifier === 'any' ? all.some(holds) : all.every(holds)
  }
}

/**
 * What a condition on a missing key is worth: `ForAllValues` holds, `ForAnyValue` does not, and without a set operator
 * only the negated operators hold.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
const missingHolds = (operator: Operator, quantifier: Quantifier): boolean =>
  quantifier === 'one' ? operator.negated : quantifier === 'all'

/** Multivalued keys require a set operator; without one IAM does not say which of the values is compared. */
function singleValue(key: string, found: string | readonly string[]): string {
  if (typeof found !== 'string') throw invalidPolicy(`the multivalued key ${key} needs ForAnyValue or ForAllValues`)
  return found
}

/** `true` asks that the key is not there or has no value, `false` that it has one. */
function nullTest(key: string, wanted: readonly boolean[]): Test {
  return (lookup) => {
    const found = lookup(key)
    const isNull = found === undefined || (typeof found !== 'string' && found.length === 0)
    return wanted.includes(isNull)
  }
}
