import type { Session } from './session'

/**
 * The claims of an ID token that STS reads in `AssumeRoleWithWebIdentity`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-idp
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
 */
export const TAGS_CLAIM = 'https://aws.amazon.com/tags'
export const SOURCE_IDENTITY_CLAIM = 'https://aws.amazon.com/source_identity'

/** The flattened form of the tags claim: one claim a tag, for tokens that carry no objects. */
export const flatTagClaim = (key: string): string => `${TAGS_CLAIM}/principal_tags/${key}`
export const FLAT_TRANSITIVE_CLAIM = `${TAGS_CLAIM}/transitive_tag_keys`

const AWS_CLAIM = /^https:\/\/aws\.amazon\.com\//i

/** Whether only a hook may set a claim of this name: all that AWS reads now or may come to read. */
export const isAwsClaim = (name: string): boolean => AWS_CLAIM.test(name)

/** A session as STS reads it: each tag is a list of one value. */
export function sessionClaims({ tags, transitiveTags, sourceIdentity }: Session): Readonly<Record<string, unknown>> {
  return {
    [TAGS_CLAIM]: {
      principal_tags: Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, [value]])),
      transitive_tag_keys: transitiveTags,
    },
    [SOURCE_IDENTITY_CLAIM]: sourceIdentity,
  }
}
