import { EvaluationError } from '../../../../policy/evaluate/errors'

/** A policy that IAM would refuse, or whose meaning it leaves open. */
export class PolicyFault extends Error {
  constructor(
    readonly policy: string,
    /** Of the statement, from 1; 0 for the policy as a whole. */
    readonly number: number,
    message: string,
  ) {
    super(message)
  }
}

/** Runs what asks a policy, so that a refusal says which. */
export function guarded<T>(policy: string, number: number, ask: () => T): T {
  try {
    return ask()
  } catch (cause) {
    if (cause instanceof EvaluationError) throw new PolicyFault(policy, number, cause.message)
    throw cause
  }
}

/** Runs a question; a policy that IAM refuses answers none. */
export function caught<T>(ask: () => T, refused: (fault: PolicyFault) => void): T | undefined {
  try {
    return ask()
  } catch (cause) {
    if (!(cause instanceof PolicyFault)) throw cause
    refused(cause)
    return undefined
  }
}
