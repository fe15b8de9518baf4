import { invalidPolicy } from './errors'

/**
 * The values of a policy field as text. Policies that were read from JSON may hold numbers and booleans, which IAM takes
 * for their text.
 *
 * @throws {EvaluationError} `invalid-policy` for no value at all, whose meaning IAM leaves open, or one of another type.
 */
export function texts(field: string, value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value]
  if (values.length === 0) throw invalidPolicy(`${field} lists no value`)
  for (const one of values) if (!isScalar(one)) throw invalidPolicy(`${field} holds a value that is no text`)
  return values.map(String)
}

const isScalar = (value: unknown): boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'

/** The entries of a policy object. */
export function entries(field: string, value: unknown): readonly (readonly [string, unknown])[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalidPolicy(`${field} is no object`)
  return Object.entries(value)
}
