import {
  ELEMENTS,
  many,
  type Conditions,
  type OneOrMany,
  type PolicyDocument,
  type Principal,
  type Statement,
} from './document'

/** Equal meaning in equal text: elements in IAM's order, lists sorted and without repetitions, lists of one as one. */
export function canonicalPolicy({ Version, Id, Statement: statements }: PolicyDocument): PolicyDocument {
  return { Version, ...(Id !== undefined && { Id }), Statement: statements.map(canonicalStatement) }
}

function canonicalStatement(each: Statement): Statement {
  const canonical: Partial<Record<keyof Statement, unknown>> = {}
  for (const element of ELEMENTS) {
    const value = each[element]
    if (value !== undefined) canonical[element] = canonicalElement(element, value)
  }
  return canonical as unknown as Statement
}

function canonicalElement(element: keyof Statement, value: NonNullable<Statement[keyof Statement]>): unknown {
  if (element === 'Sid' || element === 'Effect') return value
  if (element === 'Condition') return canonicalConditions(value as Conditions)
  if (element === 'Principal' || element === 'NotPrincipal') return canonicalPrincipal(value as Principal)
  return canonicalList(value as OneOrMany)
}

const canonicalPrincipal = (value: Principal): Principal =>
  value === '*' ? value : sortKeys(value, (each) => canonicalList(each))

const canonicalConditions = (value: Conditions): Conditions =>
  sortKeys(value, (keys) => sortKeys(keys, (each) => canonicalList(each)))

function sortKeys<T, R>(value: Readonly<Record<string, T>>, map: (value: T) => R): Record<string, R> {
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, map(value[key] as T)]),
  )
}

function canonicalList(value: OneOrMany): OneOrMany {
  if (typeof value === 'string') return value
  const values = [...new Set(many(value))].sort()
  const [only] = values
  return values.length === 1 && only !== undefined ? only : values
}

/** The text that is written: no white space, which IAM does not count but a reader of a diff would. */
export function policyText(document: PolicyDocument): string {
  return JSON.stringify(document)
}

/**
 * The size that IAM's quotas count: characters without white space. Blanks inside strings are counted here; whether
 * IAM does so is not documented.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function policySize(document: PolicyDocument): number {
  return policyText(document).length
}
