import type { PolicyDocument } from '../document'
import { reader } from './context'
import { knowsVariables, statementsOf } from './policy'
import { readStatement } from './statement'
import type { AccessRequest, Decision } from './types'

export type { EvaluationFault } from './errors'
export { EvaluationError } from './errors'
export type { AccessRequest, Context, Decision, RequestPrincipal } from './types'

/**
 * Decides a request as IAM does within one account: denied unless a statement allows it, and denied whatever allows it
 * if a statement denies it. Pass the policies that are attached to the principal and those of the resource together; a
 * request across accounts needs an Allow on both sides and so two evaluations. Boundaries, session and organization
 * policies only ever narrow access and are evaluations of their own, too.
 *
 * @returns the first Deny among the statements, else the first Allow, else the implicit Deny.
 * @throws {EvaluationError} for a policy or request whose meaning is not certain: nothing is allowed by a guess.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(policies: readonly PolicyDocument[], request: AccessRequest): Decision {
  return evaluator(policies)(request)
}

/**
 * `evaluate` for many requests: the policies are read once, so changing them later changes nothing.
 *
 * @throws {EvaluationError} for a policy whose meaning is not certain; the evaluator, for such a request.
 */
export function evaluator(policies: readonly PolicyDocument[]): (request: AccessRequest) => Decision {
  const statements = policies.flatMap((document, policy) => {
    const statements = statementsOf(document)
    const expands = knowsVariables(document)
    return statements.map((one, statement) => ({
      applies: readStatement(one, expands),
      decision: { effect: one.Effect, explicit: true, policy, statement } as const,
    }))
  })
  return (request) => {
    const lookup = reader(request.context)
    let allow: Decision | undefined
    let deny: Decision | undefined
    // Every statement is asked: a request that one of them cannot judge is told whatever the others say.
    for (const { applies, decision } of statements) {
      if (!applies(request, lookup)) continue
      if (decision.effect === 'Deny') deny ??= decision
      else allow ??= decision
    }
    return deny ?? allow ?? { effect: 'Deny', explicit: false, policy: null, statement: null }
  }
}
