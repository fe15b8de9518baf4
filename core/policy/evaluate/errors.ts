/**
 * - `unknown-operator`: a condition operator that IAM does not document, or spelt otherwise than it is documented.
 * - `invalid-policy`: an element, value or combination that IAM refuses, or whose meaning it leaves open.
 * - `invalid-request`: a request that contradicts itself.
 */
export type EvaluationFault = 'unknown-operator' | 'invalid-policy' | 'invalid-request'

/** A question that has no safe answer. Guessing could allow what AWS denies, so no decision is made at all. */
export class EvaluationError extends Error {
  override readonly name = 'EvaluationError'

  constructor(
    readonly fault: EvaluationFault,
    message: string,
  ) {
    super(message)
  }
}

export const invalidPolicy = (message: string): EvaluationError => new EvaluationError('invalid-policy', message)
