/**
 * An IAM policy document as data.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export interface PolicyDocument {
  /** `2012-10-17`; under `2008-10-17` policy variables are plain text. */
  readonly Version: string
  readonly Id?: string
  readonly Statement: readonly Statement[]
}

/** One statement; exactly one of each pair (`Action`/`NotAction`, …) may stand in it. */
export interface Statement {
  readonly Sid?: string
  readonly Effect: 'Allow' | 'Deny'
  readonly Principal?: Principal
  readonly NotPrincipal?: Principal
  readonly Action?: OneOrMany
  readonly NotAction?: OneOrMany
  readonly Resource?: OneOrMany
  readonly NotResource?: OneOrMany
  /** Operator → condition key → values; all operators and keys are ANDed, the values of one key ORed. */
  readonly Condition?: Conditions
}

/** The elements of a statement, in the order in which IAM documents them. */
export const ELEMENTS = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
] as const satisfies readonly (keyof Statement)[]

export type OneOrMany = string | readonly string[]

export type Principal = '*' | { readonly [type in PrincipalType]?: OneOrMany }

export type PrincipalType = 'AWS' | 'Federated' | 'Service' | 'CanonicalUser'

export type Conditions = Readonly<Record<string, Readonly<Record<string, OneOrMany>>>>

/** The values of a field that IAM lets stand as one string or as a list. */
export function many(value: OneOrMany | undefined): readonly string[] {
  if (value === undefined) return []
  return typeof value === 'string' ? [value] : value
}
