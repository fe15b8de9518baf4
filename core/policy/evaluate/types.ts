/** Who asks. One principal a request: a federated user before the sign-in, the role or its session after it. */
export interface RequestPrincipal {
  readonly type: 'Federated' | 'AWS' | 'Service'
  /**
   * `Federated`: the provider's ARN, or its domain name where IAM knows it by that (`cognito-identity.amazonaws.com`).
   * `AWS`: the ARN of a role, a session, a user or an account's root. `Service`: the service principal.
   */
  readonly id: string
}

/**
 * What is known about a request: condition key → value. Keys are compared without case. A string is the value of a
 * single-valued key; a list holds the values of a multivalued key, and an empty list is a key that is there without a
 * value: `ForAllValues` holds for it, `ForAnyValue` does not, and `Null` counts it as null.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export type Context = Readonly<Record<string, string | readonly string[]>>

/** One question to the policies: may this principal do this to that, under these circumstances? */
export interface AccessRequest {
  readonly principal: RequestPrincipal
  /** `service:Action`; compared without case. */
  readonly action: string
  /** The ARN that is acted on, or `*` for an action that knows no resource. */
  readonly resource: string
  readonly context: Context
}

/** What the policies answer, and which statement decided. */
export interface Decision {
  readonly effect: 'Allow' | 'Deny'
  /** Whether a statement said so; `false` only for the Deny that stands when no statement allows. */
  readonly explicit: boolean
  /** Index of the deciding policy among those given; `null` for an implicit Deny. */
  readonly policy: number | null
  /** Index of the deciding statement in that policy; `null` for an implicit Deny. */
  readonly statement: number | null
}
