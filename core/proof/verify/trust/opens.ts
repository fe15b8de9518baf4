import { MAX_CODES } from '../../../model/codes'
import type { PolicyDocument } from '../../../policy/document'
import { EvaluationError } from '../../../policy/evaluate'
import { gate, type SignIn } from '../../../policy/sign-in'

/** Whether an attempt gets in. */
export type Opens = (attempt: SignIn) => boolean

/** Who gets in by a trust policy; a policy that IAM would refuse lets nobody in. */
export function opening(trust: PolicyDocument): Opens {
  const guarded = <T>(ask: () => T, otherwise: T): T => {
    try {
      return ask()
    } catch (cause) {
      if (cause instanceof EvaluationError) return otherwise
      throw cause
    }
  }
  const admits = guarded<Opens>(
    () => gate(trust),
    () => false,
  )
  return (attempt) => guarded(() => admits(attempt), false)
}

/** Codes of nobody, as many as fit into a session beside one: `-` is no character of a code, and STS takes it. */
export const NOBODY: readonly string[] = Array.from(
  { length: MAX_CODES - 1 },
  (_, index) => `-${String(index).padStart(3, '0')}`,
)

/** Values of `GroupHash` that hold a code before, behind and between as many others as fit. */
export function crowded(code: string): string[] {
  const half = NOBODY.length / 2
  const orders = [
    [code, ...NOBODY],
    [...NOBODY, code],
    [...NOBODY.slice(0, half), code, ...NOBODY.slice(half)],
  ]
  return orders.map((codes) => `.${codes.join('.')}.`)
}
