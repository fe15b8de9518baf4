import { quotaOf } from '../../core/model/quotas/table'
import { Refusal } from '../lib/refusal'

const MAX_BYTES = quotaOf('cognito-tags').limit

/**
 * Claims that Cognito sets by itself and lets no function change: a tag of that name would not be the hook's.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
const UNCHANGEABLE = new Set(
  'acr amr at_hash aud auth_time azp exp iat identities iss jti nbf nonce origin_jti sub token_use'.split(' '),
)
const RESERVED_PREFIX = /^(?:cognito|dev):/

/**
 * @param tags names of session tags
 * @throws {Refusal} `bad-attribute` where one of them cannot be a claim that a function sets.
 */
export function assertChangeable(tags: readonly string[]): void {
  const fixed = tags.find((tag) => UNCHANGEABLE.has(tag) || RESERVED_PREFIX.test(tag))
  if (fixed !== undefined) throw new Refusal('bad-attribute', `Cognito lets no hook set the claim ${fixed}.`)
}

/**
 * An identity pool takes 460 bytes for all session tags together, keys and values.
 *
 * @throws {Refusal} `too-large` over it; nothing is left out.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/using-afac-with-cognito-identity-pools.html
 */
export function assertFits(tags: Readonly<Record<string, string>>): void {
  const bytes = Buffer.byteLength(Object.entries(tags).flat().join(''))
  if (bytes <= MAX_BYTES) return
  throw new Refusal('too-large', 'Your groups and attributes together are too long for a session.', { bytes })
}
