import { callHook, type OktaHook, type OktaOptions } from './okta-call'
import { patched, type Rule } from './okta-patch'

/** A token before it is signed. */
export interface OktaToken {
  readonly claims: Readonly<Record<string, unknown>>
  readonly [part: string]: unknown
}

/** The tokens that are asked for: an ID token, an access token, or both. */
export interface OktaTokens {
  readonly identity?: OktaToken
  readonly access?: OktaToken
}

/** Okta's request to a token inline hook, as far as Okta uses it afterwards. */
export interface TokenRequest {
  readonly data: OktaTokens
}

/** What becomes of a sign-in. */
export type TransformedTokens = { readonly tries: number } & (
  | ({ readonly outcome: 'patched' | 'original' } & OktaTokens)
  | { readonly outcome: 'denied'; readonly errorSummary: string }
)

/** Claims that no hook may set. */
const RESERVED_ANYWHERE = 'iss jti token_type ver'
const RESERVED = {
  access: `${RESERVED_ANYWHERE} acr amr as_uri cid groups rpt rsi uid username`,
  identity: `${RESERVED_ANYWHERE} active aid app_id app_type at_hash auth_time client_id client_ip client_req_id client_type client_user_agent cnf c_hash device_compliance device_id device_known device_managed device_name device_trust did dst group groups hotk idp idp_iss mac_key may_act nonce oid okta_emailVerified okta_lastUpdated orig permissions purpose pwd_exp_days pwd_exp_time rid role scope scopes sid term user_ip`,
} as const

/**
 * Does with a hook what Okta's custom authorization server does. It calls once, and a command that it cannot apply
 * leaves both tokens as they were.
 *
 * @see https://developer.okta.com/docs/reference/token-hook/
 */
export async function transformTokens(
  hook: OktaHook,
  request: TokenRequest,
  options: OktaOptions = {},
): Promise<TransformedTokens> {
  const { identity, access } = request.data
  const original: OktaTokens = { ...(identity && { identity }), ...(access && { access }) }
  const { answer, tries } = await callHook(hook, request, 0, options)
  if (!answer) return { outcome: 'original', ...original, tries }
  if (answer.errorSummary !== undefined) return { outcome: 'denied', errorSummary: answer.errorSummary, tries }
  try {
    return { outcome: 'patched', ...answer.commands.reduce<OktaTokens>(applied, original), tries }
  } catch {
    return { outcome: 'original', ...original, tries }
  }
}

function applied(tokens: OktaTokens, command: unknown): OktaTokens {
  const { type, value } = command as { type?: unknown; value?: unknown }
  const kind = type === 'com.okta.identity.patch' ? 'identity' : type === 'com.okta.access.patch' ? 'access' : undefined
  const token = kind && tokens[kind]
  if (!token) throw new Error('a command of a token that is not asked for')
  return { ...tokens, [kind]: patched(token, value, allows(kind)) }
}

function allows(kind: keyof typeof RESERVED): Rule {
  const reserved = new Set(RESERVED[kind].split(' '))
  return (op, path) => {
    if (path === '/token/lifetime/expiration') return op === 'replace'
    const claim = /^\/claims\/([^/]+)/.exec(path)?.[1]
    return claim !== undefined && !reserved.has(claim) && ['add', 'replace', 'remove'].includes(op)
  }
}
