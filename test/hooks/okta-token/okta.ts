import { transformTokens, type TransformedTokens } from '../../../cli/lib/sign-in/okta-token'
import type { HttpHandler } from '../../../hooks/lib/okta-hook'
import { oktaTokenHandler, type OktaTokenOptions } from '../../../hooks/okta-token/handler'
import { PATIENT } from '../../support/patience'
import { CONFIG, keptLog, ROWS, rowsTable } from '../../support/token-lab'

type Claims = Record<string, unknown>

/** Okta's request, as far as it matters here. */
export interface Request {
  eventType: string
  data: {
    context: {
      protocol: { issuer: { uri: string }; client: { id: string } }
      user?: { profile: { login: string } }
    }
    identity?: { claims: Claims }
    access?: { claims: Claims }
  }
}

export interface Asked {
  readonly login?: string
  readonly groups?: unknown
  /** Further claims of the ID token. */
  readonly claims?: Claims
  /** Further claims of the access token. */
  readonly access?: Claims
  readonly client?: string
  readonly issuer?: string
}

const ISSUER = 'https://novo.okta.com/oauth2/aus1abc'

/** A request for both tokens of the example's OpenID Connect service. */
export function request({ login = 'anna@novonordisk.com', ...asked }: Asked = {}): Request {
  const { groups = [], claims, client = '0oa1jupyter', issuer = ISSUER } = asked
  return {
    eventType: 'com.okta.oauth2.tokens.transform',
    data: {
      context: { protocol: { issuer: { uri: issuer }, client: { id: client } }, user: { profile: { login } } },
      identity: { claims: { iss: issuer, aud: client, sub: '00u1anna', ver: 1, groups, ...claims } },
      access: { claims: { iss: issuer, aud: 'api://default', cid: client, sub: login, ...asked.access } },
    },
  }
}

/** The hook of the example mesh, with its rows in memory. */
export function okta(options: Partial<OktaTokenOptions> = {}): HttpHandler {
  const known = {
    config: CONFIG,
    table: rowsTable(ROWS),
    log: keptLog(),
    authenticate: async () => true,
    deadline: PATIENT,
  }
  return oktaTokenHandler({ ...known, ...options })
}

/** What Okta makes of its tokens with the hook's answer. */
export const transformed = (hook: HttpHandler, asked: unknown): Promise<TransformedTokens> =>
  transformTokens(hook, asked as Parameters<typeof transformTokens>[1], { timeout: PATIENT })

/** A sign-in in which Okta could do what the hook told it. */
export async function signInWith(hook: HttpHandler, asked: unknown): Promise<TransformedTokens> {
  const result = await transformed(hook, asked)
  if (result.outcome === 'original') throw new Error('Okta could not apply the commands')
  return result
}

const claimsOf = (result: TransformedTokens, token: 'identity' | 'access'): Claims => {
  if (result.outcome === 'denied') throw new Error(result.errorSummary)
  return { ...result[token]?.claims }
}

export const identity = (result: TransformedTokens): Claims => claimsOf(result, 'identity')
export const access = (result: TransformedTokens): Claims => claimsOf(result, 'access')
