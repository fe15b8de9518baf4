import { arnPattern, hasArnParts } from '../arn'
import { invalidPolicy } from '../errors'
import { compileGlob, globMatches } from '../glob'
import type { Run } from '../template'
import { fixedRuns, parseTemplate, plainText, resolve } from '../template'
import type { Operator, Operators } from './operator'
import { pair } from './operator'

/** Makes the comparison with policy text once its variables are filled in. */
type Compile = (runs: readonly Run[]) => (candidate: string) => boolean

/**
 * Operators whose values may hold variables. A value with a variable that has no value matches nothing, so that the
 * negated operator holds for it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value
 */
const withVariables =
  (compile: Compile): Operator['read'] =>
  (value, expands) => {
    const template = parseTemplate(value, expands)
    const fixed = fixedRuns(template)
    if (fixed !== undefined) return compile(fixed)
    return (candidate, lookup) => {
      const runs = resolve(template, lookup)
      return runs !== undefined && compile(runs)(candidate)
    }
  }

const equals: Compile = (runs) => {
  const text = plainText(runs)
  return (candidate) => candidate === text
}

const equalsIgnoreCase: Compile = (runs) => {
  const text = plainText(runs).toLowerCase()
  return (candidate) => candidate.toLowerCase() === text
}

const like: Compile = (runs) => {
  const glob = compileGlob(runs)
  return (candidate) => globMatches(glob, candidate)
}

const arnRead: Operator['read'] = (value, expands) => {
  const fixed = fixedRuns(parseTemplate(value, expands))
  if (fixed !== undefined && !hasArnParts(fixed)) {
    throw invalidPolicy(`${JSON.stringify(value)} does not have the six parts of an ARN`)
  }
  return withVariables(arnPattern)(value, expands)
}

/**
 * `String…` and `Arn…`. `ArnEquals` and `ArnLike` are one.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String
 */
export const textOperators: Operators = {
  ...pair('StringEquals', 'StringNotEquals', withVariables(equals)),
  ...pair('StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', withVariables(equalsIgnoreCase)),
  ...pair('StringLike', 'StringNotLike', withVariables(like)),
  ...pair('ArnEquals', 'ArnNotEquals', arnRead),
  ...pair('ArnLike', 'ArnNotLike', arnRead),
}
