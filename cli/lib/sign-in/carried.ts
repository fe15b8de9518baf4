import { issuerKey } from '../../../core/model/arn'
import { quotaOf } from '../../../core/model/quotas/table'
import type { Context } from '../../../core/policy/evaluate'

/** What AWS reads of an assertion or a token that the identity provider has signed. */
export interface Carried {
  /** What the session is called. @default - whoever opens the role calls it as they like */
  readonly sessionName?: string
  /** @default - none */
  readonly sourceIdentity?: string
  readonly tags: Readonly<Record<string, string>>
  /** Keys of the tags that stay when a role assumes a further one. */
  readonly transitiveTags: readonly string[]
  /** In seconds. @default - whoever opens the role asks for it, up to what the role allows */
  readonly duration?: number
  /** What an assertion names: no other role opens with it. @default - a token opens every role that trusts it */
  readonly pairs?: readonly RolePair[]
  /** What conditions may ask about the assertion or token itself: `SAML:aud`, `<issuer>:aud`, … */
  readonly context: Context
  /** The OpenID Connect issuer. @default - it is none */
  readonly issuer?: string
  /** The id of the identity pool whose token it is. @default - it is of none */
  readonly pool?: string
}

/** A role, and the identity provider of its account, as an assertion names them. */
export interface RolePair {
  readonly role: string
  readonly provider: string
}

/** Why AWS takes nothing from an assertion or a token. */
export class CarriedFault extends Error {}

/** A SAML assertion: the values of its attributes, and to whom it is addressed. */
export interface AssertionClaims {
  readonly recipient: string
  /** Name → values. */
  readonly attributes: ReadonlyMap<string, readonly string[]>
}

const SAML = 'https://aws.amazon.com/SAML/Attributes/'
const TAG = `${SAML}PrincipalTag:`
const NAME = /^[\w+=,.@-]{2,64}$/

/**
 * Names of attributes are compared with case.
 *
 * @throws {CarriedFault} where AWS would refuse the assertion.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html
 */
export function carriedByAssertion({ recipient, attributes }: AssertionClaims): Carried {
  const one = (name: string): string | undefined => single(name, attributes.get(name))
  const sessionName = one(`${SAML}RoleSessionName`)
  if (sessionName === undefined || !NAME.test(sessionName))
    throw new CarriedFault(`${SAML}RoleSessionName is missing or no name of a session`)
  const pairs = (attributes.get(`${SAML}Role`) ?? []).map(pairOf)
  if (pairs.length === 0) throw new CarriedFault(`${SAML}Role names no role`)
  const sourceIdentity = one(`${SAML}SourceIdentity`)
  const tags = [...attributes].flatMap(([name, values]) =>
    name.startsWith(TAG) ? [[name.slice(TAG.length), single(name, values) ?? '']] : [],
  )
  const duration = one(`${SAML}SessionDuration`)
  return {
    sessionName,
    ...(sourceIdentity !== undefined && { sourceIdentity }),
    tags: Object.fromEntries(tags) as Record<string, string>,
    transitiveTags: attributes.get(`${SAML}TransitiveTagKeys`) ?? [],
    ...(duration !== undefined && { duration: secondsOf(duration) }),
    pairs,
    context: { 'SAML:aud': recipient },
  }
}

function single(name: string, values: readonly string[] | undefined): string | undefined {
  if (values === undefined) return undefined
  if (values.length !== 1) throw new CarriedFault(`${name} must have one value`)
  return values[0]
}

/** The two ARNs of a value stand in either order. */
function pairOf(value: string): RolePair {
  const [first = '', second = '', ...more] = value.split(',').map((each) => each.trim())
  const isRole = (arn: string): boolean => /^arn:[^:]+:iam::\d{12}:role\//.test(arn)
  const isProvider = (arn: string): boolean => /^arn:[^:]+:iam::\d{12}:saml-provider\//.test(arn)
  if (more.length === 0 && isRole(first) && isProvider(second)) return { role: first, provider: second }
  if (more.length === 0 && isRole(second) && isProvider(first)) return { role: second, provider: first }
  throw new CarriedFault(`${SAML}Role must be the ARNs of a role and of a provider, not ${value}`)
}

function secondsOf(text: string): number {
  const seconds = /^\d{1,6}$/.test(text) ? Number(text) : 0
  if (seconds < 900 || seconds > 43_200) throw new CarriedFault(`${SAML}SessionDuration must be 900 to 43200 seconds`)
  return seconds
}

/** Claims of an ID token. */
export type TokenClaims = Readonly<Record<string, unknown>>

const TAGS = 'https://aws.amazon.com/tags'
const FLAT = `${TAGS}/principal_tags/`

/**
 * Tags stand in one claim as an object, or flattened in one claim each; where a tag is in both, STS could take either,
 * so that they must be the same.
 *
 * @throws {CarriedFault} where AWS would refuse the token.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-idp
 */
export function carriedByToken(claims: TokenClaims): Carried {
  const { iss, aud } = claims
  if (typeof iss !== 'string' || typeof aud !== 'string')
    throw new CarriedFault('the token has no issuer or no audience')
  const nested = objectOf(claims[TAGS])
  const tags = new Map<string, string>()
  const add = (key: string, value: unknown): void => {
    const text = Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value
    if (typeof text !== 'string') throw new CarriedFault(`the tag ${key} must have one value`)
    if (tags.has(key) && tags.get(key) !== text) throw new CarriedFault(`the tag ${key} has two values`)
    tags.set(key, text)
  }
  for (const [key, value] of Object.entries(objectOf(nested.principal_tags))) add(key, value)
  for (const [name, value] of Object.entries(claims)) if (name.startsWith(FLAT)) add(name.slice(FLAT.length), value)
  const identity = claims['https://aws.amazon.com/source_identity']
  const transitive = nested.transitive_tag_keys ?? claims[`${TAGS}/transitive_tag_keys`] ?? []
  return {
    ...(typeof identity === 'string' && { sourceIdentity: identity }),
    tags: Object.fromEntries(tags),
    transitiveTags: Array.isArray(transitive) ? transitive.map(String) : [],
    context: { [`${issuerKey(iss)}:aud`]: aud },
    issuer: iss,
  }
}

/** How many bytes all tags of one session may have in an identity pool. */
const POOL_BYTES = quotaOf('cognito-tags').limit

/**
 * An identity pool makes tags of the claims that it maps, and passes no source identity.
 *
 * @param pool the identity pool's id
 * @param mapping session tag → claim
 * @throws {CarriedFault} over the bytes that a pool takes.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/attributes-for-access-control.html
 */
export function carriedByPool(claims: TokenClaims, pool: string, mapping: Readonly<Record<string, string>>): Carried {
  const tags = Object.entries(mapping).flatMap(([tag, claim]) => {
    const value = claims[claim]
    return typeof value === 'string' && value !== '' ? [[tag, value] as const] : []
  })
  const bytes = Buffer.byteLength(tags.flat().join(''))
  if (bytes > POOL_BYTES) throw new CarriedFault(`the session tags have ${bytes} bytes, and a pool takes ${POOL_BYTES}`)
  return { tags: Object.fromEntries(tags), transitiveTags: [], context: {}, pool }
}

const objectOf = (value: unknown): Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
