import { callHook, type OktaHook, type OktaOptions } from './okta-call'
import { patched, type Rule } from './okta-patch'

/** Okta's request to a SAML assertion inline hook, as far as Okta uses it afterwards. */
export interface AssertionRequest {
  readonly data: { readonly assertion: OktaAssertion }
}

/** An assertion before it becomes XML. */
export interface OktaAssertion {
  readonly claims?: Readonly<Record<string, OktaAttribute>>
  readonly [part: string]: unknown
}

export interface OktaAttribute {
  readonly attributes: Readonly<Record<string, string>>
  readonly attributeValues: readonly {
    readonly attributes: Readonly<Record<string, string>>
    readonly value: string
  }[]
}

/** What becomes of a sign-in. */
export type Transformed = { readonly tries: number } & (
  | { readonly outcome: 'patched' | 'original'; readonly assertion: OktaAssertion }
  | { readonly outcome: 'denied'; readonly errorSummary: string }
)

/** A command of a SAML hook may add attributes and one further thing, and replace what is there; it cannot remove. */
const allows: Rule = (op, path) =>
  op === 'add'
    ? path.startsWith('/claims/') || path === '/authentication/sessionLifetime'
    : op === 'replace' && /^\/(?:subject|authentication|conditions|claims)\//.test(path)

/**
 * Does with a hook what Okta does: it denies the sign-in if the hook answers an error, sends what the commands make of
 * the assertion, and sends the original assertion if anything at all goes wrong.
 *
 * @see https://developer.okta.com/docs/reference/saml-hook/
 */
export async function transformAssertion(
  hook: OktaHook,
  request: AssertionRequest,
  options: OktaOptions = {},
): Promise<Transformed> {
  const { assertion } = request.data
  const { answer, tries } = await callHook(hook, request, 1, options)
  if (!answer) return { outcome: 'original', assertion, tries }
  if (answer.errorSummary !== undefined) return { outcome: 'denied', errorSummary: answer.errorSummary, tries }
  try {
    return { outcome: 'patched', assertion: answer.commands.reduce<OktaAssertion>(applied, assertion), tries }
  } catch {
    return { outcome: 'original', assertion, tries }
  }
}

function applied(assertion: OktaAssertion, command: unknown): OktaAssertion {
  const { type, value } = command as { type?: unknown; value?: unknown }
  if (type !== 'com.okta.assertion.patch') throw new Error('not a command of this hook')
  return patched(assertion, value, allows)
}
