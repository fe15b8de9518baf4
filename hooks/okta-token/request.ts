import * as z from 'zod/mini'
import { Refusal } from '../lib/refusal'

const EVENT_TYPE = 'com.okta.oauth2.tokens.transform'

/** Claims of a token, as Okta is about to sign them. */
export type Claims = Readonly<Record<string, unknown>>

/** What Okta's token inline hook asks. */
export interface TokenRequest {
  /** The client that the tokens are for: the ID token's audience. */
  readonly clientId: string
  /** The custom authorization server, as its tokens name it. */
  readonly issuer: string
  /** The user's login. @default - no user, as with client credentials */
  readonly login?: string | undefined
  /** Claims of the ID token. @default - none is asked for */
  readonly identity?: Claims | undefined
  /** Claims of the access token. @default - none is asked for */
  readonly access?: Claims | undefined
}

const token = z.nullish(z.object({ claims: z.record(z.string(), z.unknown()) }))

const schema = z.object({
  eventType: z.literal(EVENT_TYPE),
  data: z.object({
    context: z.object({
      protocol: z.object({ issuer: z.object({ uri: z.string() }), client: z.object({ id: z.string() }) }),
      user: z.nullish(z.object({ profile: z.object({ login: z.string() }) })),
    }),
    identity: token,
    access: token,
  }),
})

/**
 * @throws {Refusal} `bad-request` for a body that is not such a request
 * @see https://developer.okta.com/docs/reference/token-hook/#objects-in-the-request-from-okta
 */
export function tokenRequest(body: unknown): TokenRequest {
  const parsed = schema.safeParse(body)
  if (!parsed.success) {
    const at = parsed.error.issues[0]?.path.join('.')
    throw new Refusal('bad-request', `This is not a request of Okta's token hook (${EVENT_TYPE}).`, { at })
  }
  const { context, identity, access } = parsed.data.data
  return {
    clientId: context.protocol.client.id,
    issuer: context.protocol.issuer.uri,
    login: context.user?.profile.login,
    identity: identity?.claims,
    access: access?.claims,
  }
}

const groupList = z.array(z.string())

/**
 * The groups of a claim: a list, or a text for a single one. Okta puts up to 100 groups into a claim and fails the whole
 * request when there are more, so a list is never a part of one.
 *
 * @throws {Refusal} `bad-request` for a claim that is neither
 * @see https://developer.okta.com/docs/guides/customize-tokens-groups-claim/main/
 */
export function groupsOf(request: TokenRequest, claim: string): readonly string[] {
  const value = claimOf(request, claim) ?? []
  const groups = groupList.safeParse(typeof value === 'string' ? [value] : value)
  if (!groups.success) throw new Refusal('bad-request', `The claim ${claim} is no list of groups.`)
  return groups.data
}

/**
 * Session tag → what its claim holds: one value, or a list of them.
 *
 * @param attributes session tag → claim
 */
export function attributesOf(
  request: TokenRequest,
  attributes: Readonly<Record<string, string>>,
): Record<string, unknown[]> {
  const values = Object.entries(attributes).map(
    ([tag, claim]) => [tag, [claimOf(request, claim) ?? []].flat()] as const,
  )
  return Object.fromEntries(values)
}

/** A claim of the ID token, or else of the access token: an authorization server may be told to write it into either. */
function claimOf({ identity, access }: TokenRequest, claim: string): unknown {
  return [identity, access].find((claims) => claims && Object.hasOwn(claims, claim))?.[claim]
}
