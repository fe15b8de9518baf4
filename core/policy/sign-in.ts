import type { PolicyDocument } from './document'
import type { Context, Decision, RequestPrincipal } from './evaluate'
import { evaluate, EvaluationError, evaluator } from './evaluate'
import { statementsOf } from './evaluate/policy'
import type { Refusal, SessionInput } from './evaluate/session-limits'
import { refusalOf } from './evaluate/session-limits'

export type { Refusal } from './evaluate/session-limits'

/** The API calls that open a session of a role. */
export type SignInAction = 'sts:AssumeRole' | 'sts:AssumeRoleWithSAML' | 'sts:AssumeRoleWithWebIdentity'

/** One attempt to open a session of a role. */
export interface SignIn extends SessionInput {
  /**
   * Who vouches for the user: the ARN of the identity provider, or `cognito-identity.amazonaws.com`. For
   * `sts:AssumeRole`, who calls: a role or session ARN, an account, or a service principal.
   */
  readonly provider: string
  readonly action: SignInAction
  /** The ARN of the role. */
  readonly role: string
  /** What the provider says beyond tags and source identity: `SAML:aud`, `<issuer>:aud`, `<identity service>:amr`, … */
  readonly context: Context
}

/** What one of the actions of a sign-in was answered. */
export interface ActionDecision {
  readonly action: SignInAction | 'sts:TagSession' | 'sts:SetSourceIdentity'
  /** `statement` is the index of the trust policy's statement that decided. */
  readonly decision: Decision
}

export interface SignInDecision {
  readonly allowed: boolean
  /** Why STS refuses the attempt whatever the trust policy says; `null` when it does not. */
  readonly refusal: Refusal | null
  /** Every action that the attempt needs; empty after a refusal. */
  readonly actions: readonly ActionDecision[]
  /** Those of `actions` that were not allowed. */
  readonly failed: readonly ActionDecision[]
}

/**
 * Decides a sign-in as STS does: the trust policy must allow the call itself, `sts:TagSession` if tags are passed, and
 * `sts:SetSourceIdentity` if a source identity is passed; each is asked with the whole context of the attempt. For
 * `sts:AssumeRole` from another account the caller's own policies must allow the call, too, which is not asked here.
 *
 * @throws {EvaluationError} `invalid-policy` for a trust policy that IAM refuses; `invalid-request` for a context that
 * holds what `tags` and `sourceIdentity` are there for, since it would pass by their limits.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_permissions-required
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
 */
export function signIn(trust: PolicyDocument, attempt: SignIn): SignInDecision {
  assertTrustPolicy(trust)
  const context = contextOf(attempt)
  const refusal = refusalOf(attempt)
  if (refusal !== null) return { allowed: false, refusal, actions: [], failed: [] }
  const principal = principalOf(attempt)
  const actions = actionsOf(attempt).map((action): ActionDecision => ({
    action,
    decision: evaluate([trust], { principal, action, resource: attempt.role, context }),
  }))
  const failed = actions.filter(({ decision }) => decision.effect !== 'Allow')
  return { allowed: failed.length === 0, refusal: null, actions, failed }
}

/**
 * `signIn` for many attempts and without the reasons: whether each gets in. The policy is read once.
 *
 * @throws {EvaluationError} as `signIn` does.
 */
export function gate(trust: PolicyDocument): (attempt: SignIn) => boolean {
  assertTrustPolicy(trust)
  const decide = evaluator([trust])
  return (attempt) => {
    const context = contextOf(attempt)
    if (refusalOf(attempt) !== null) return false
    const principal = principalOf(attempt)
    const { role: resource } = attempt
    return actionsOf(attempt).every((action) => decide({ principal, action, resource, context }).effect === 'Allow')
  }
}

/** A trust policy says who in every statement, and stands on its role instead of naming a resource. */
function assertTrustPolicy(trust: PolicyDocument): void {
  for (const { Principal, NotPrincipal, Resource, NotResource } of statementsOf(trust)) {
    if (Principal === undefined && NotPrincipal === undefined) {
      throw new EvaluationError('invalid-policy', 'a statement of a trust policy names no principal')
    }
    if (Resource !== undefined || NotResource !== undefined) {
      throw new EvaluationError('invalid-policy', 'a statement of a trust policy names a resource')
    }
  }
}

function actionsOf({ action, tags = {}, sourceIdentity }: SignIn): readonly ActionDecision['action'][] {
  const actions: ActionDecision['action'][] = [action]
  if (Object.keys(tags).length > 0) actions.push('sts:TagSession')
  if (sourceIdentity !== undefined) actions.push('sts:SetSourceIdentity')
  return actions
}

function principalOf({ action, provider }: SignIn): RequestPrincipal {
  if (action !== 'sts:AssumeRole') return { type: 'Federated', id: provider }
  return { type: /^(?:arn:|\d{12}$)/.test(provider) ? 'AWS' : 'Service', id: provider }
}

const OWN_KEY = /^(?:aws:RequestTag\/|aws:TagKeys$|sts:SourceIdentity$)/i

function contextOf({ context, tags = {}, sourceIdentity }: SignIn): Context {
  const own = Object.keys(context).find((key) => OWN_KEY.test(key))
  if (own !== undefined) throw new EvaluationError('invalid-request', `${own} belongs in tags or sourceIdentity`)
  const keys = Object.keys(tags)
  return {
    ...context,
    ...Object.fromEntries(keys.map((key) => [`aws:RequestTag/${key}`, tags[key] ?? ''])),
    ...(keys.length > 0 && { 'aws:TagKeys': keys }),
    ...(sourceIdentity !== undefined && { 'sts:SourceIdentity': sourceIdentity }),
  }
}
