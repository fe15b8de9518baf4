import { EvaluationError } from './errors'
import type { Context } from './types'

/** Reads a condition key from a request: its value or values, or `undefined` when the request has no such key. */
export type Lookup = (key: string) => string | readonly string[] | undefined

/**
 * @throws {EvaluationError} `invalid-request` when two keys of the context differ in nothing but case: IAM would see one.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 */
export function reader(context: Context): Lookup {
  const values = new Map<string, string | readonly string[]>()
  for (const [key, value] of Object.entries(context)) {
    const folded = key.toLowerCase()
    if (values.has(folded)) {
      throw new EvaluationError('invalid-request', `the request context holds the key ${key} in two spellings`)
    }
    values.set(folded, value)
  }
  return (key) => values.get(key.toLowerCase())
}
