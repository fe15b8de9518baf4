import type { PolicyDocument } from './document'
import { EvaluationError } from './evaluate'
import { gate, type SignIn } from './sign-in'

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

/** Whether it is known for sure what a policy means. */
export function isReadable(trust: PolicyDocument): boolean {
  try {
    gate(trust)
    return true
  } catch (cause) {
    if (cause instanceof EvaluationError) return false
    throw cause
  }
}
