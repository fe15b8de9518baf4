import { ELEMENTS, many, type Conditions, type PolicyDocument, type Principal, type Statement } from './document'

/** Equal meaning in equal text: elements in IAM's order, lists sorted and without repetitions, lists of one as one. */
export function canonicalPolicy({ Version, Id, Statement: statements }: PolicyDocument): PolicyDocument {
  return { Version, ...(Id !== undefined && { Id }), Statement: statements.map(canonicalStatement) }
}

function canonicalStatement(each: Statement): Statement {
  const entries = ELEMENTS.flatMap((element): [string, unknown][] => {
    const value = each[element]
    if (value === undefined) return []
    if (element === 'Sid' || element === 'Effect') return [[element, value]]
    if (element === 'Condition') return [[element, canonicalConditions(value as Conditions)]]
    if (element === 'Principal' || element === 'NotPrincipal')
      return [[element, canonicalPrincipal(value as Principal)]]
    return [[element, canonicalList(value as string | string[])]]
  })
  return Object.fromEntries(entries) as unknown as Statement
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

function canonicalList(value: string | readonly string[]): string | string[] {
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
