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
  const lookup = reader(request.context)
  let allow: Decision | undefined
  let deny: Decision | undefined
  policies.forEach((document, policy) => {
    const statements = statementsOf(document)
    const expands = knowsVariables(document)
    statements.forEach((one, statement) => {
      if (!readStatement(one, expands)(request, lookup)) return
      if (one.Effect === 'Deny') deny ??= { effect: 'Deny', explicit: true, policy, statement }
      else allow ??= { effect: 'Allow', explicit: true, policy, statement }
    })
  })
  return deny ?? allow ?? { effect: 'Deny', explicit: false, policy: null, statement: null }
}
