import { isFixedClaim } from '../../core/model/cognito-claims'
import { quotaOf } from '../../core/model/quotas/table'
import { Refusal } from '../lib/refusal'

/**
 * How many bytes of session tags an identity pool takes, names and values together.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/using-afac-with-cognito-identity-pools.html
 */
export const TAG_BYTES = quotaOf('cognito-tags').limit

/**
 * @param tags names of session tags
 * @throws {Refusal} `bad-attribute` where one of them cannot be a claim that a function sets.
 */
export function assertChangeable(tags: readonly string[]): void {
  const fixed = tags.find(isFixedClaim)
  if (fixed !== undefined) throw new Refusal('bad-attribute', `Cognito lets no hook set the claim ${fixed}.`)
}
