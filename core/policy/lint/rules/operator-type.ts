import { EvaluationError } from '../../evaluate'
import { operators } from '../../evaluate/operators'
import { keyType } from '../iam-data'
import { eachStatement, found } from '../judge'
import { variablesOf } from '../patterns'
import { quote, type ConditionTest } from '../statement'
import type { LintRule } from '../types'

/** The families of operators that compare values of a type. */
const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  String: ['String'],
  // A text that looks like an ARN is compared as one, and its parts as texts.
  ARN: ['Arn', 'String'],
  Numeric: ['Numeric'],
  Bool: ['Bool', 'String'],
  Date: ['Date', 'Numeric'],
  IPAddress: ['IpAddress', 'NotIpAddress'],
  Binary: ['Binary'],
}

export const operatorType: LintRule = {
  id: 'operator-type',
  severity: 'error',
  what: "A condition whose operator does not compare values of the key's type, or whose value is not of the type that the operator compares.",
  reason: 'Nothing ever matches: an Allow never allows, and a Deny with a negated operator denies everybody.',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
  check: eachStatement(({ tests }) => {
    const judged = tests.filter(({ base }) => base !== 'Null')
    return judged.length === 0 ? undefined : judged.flatMap(faultsOf)
  }),
}

function faultsOf(test: ConditionTest): ReturnType<typeof found>[] {
  const { base, key, values } = test
  const type = keyType(key)?.replace(/^ArrayOf/, '')
  const families = type === undefined ? undefined : FAMILIES[type]
  if (families && !families.some((family) => base.startsWith(family))) {
    const hint = `use an operator that begins with ${families.join(' or ')}`
    return [found(`${quote(test)} compares a key of the type ${String(type)} with ${base}`, hint)]
  }
  const wrong = values.find((value) => variablesOf(value).length === 0 && !isRead(base, value))
  if (wrong === undefined) return []
  return [
    found(
      `${JSON.stringify(wrong)} is no value for ${test.operator} ${key}`,
      'write a value of the type that the operator compares',
    ),
  ]
}

/** Whether an operator can compare anything with the value. */
function isRead(base: string, value: string): boolean {
  try {
    operators.get(base)?.read(value, true)
    return true
  } catch (cause) {
    if (cause instanceof EvaluationError) return false
    throw cause
  }
}
