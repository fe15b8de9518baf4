const FIXED = new Set(
  'acr amr at_hash aud auth_time azp exp iat identities iss jti nbf nonce origin_jti sub token_use'.split(' '),
)
const RESERVED_PREFIX = /^(?:cognito|dev):/

/**
 * Whether Cognito sets a claim of the ID token by itself and lets no function change it: a session tag of that name, which
 * an identity pool makes of the claim, would not be the hook's.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
export const isFixedClaim = (claim: string): boolean => FIXED.has(claim) || RESERVED_PREFIX.test(claim)

/** What a user pool that the hub makes calls the corporate directory. */
export const DIRECTORY = 'directory'
