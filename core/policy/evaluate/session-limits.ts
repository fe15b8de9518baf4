import { takes } from '../../model/quotas/quota'
import { quotaOf } from '../../model/quotas/table'

/** Why STS turns an attempt away before it looks at the trust policy. */
export interface Refusal {
  readonly reason: 'too-many-tags' | 'tag-key' | 'tag-value' | 'duplicate-tag' | 'source-identity'
  /** A sentence for people; names the tag, and never its value. */
  readonly message: string
}

/** What of a sign-in STS limits by itself. */
export interface SessionInput {
  readonly sourceIdentity?: string
  /** Session tags: key → value. */
  readonly tags?: Readonly<Record<string, string>>
}

const RESERVED = /^aws:/i
const MAX_TAGS = quotaOf('session-tags').limit

/**
 * The limits of session tags and source identities; `null` when they are kept. The size of the session token
 * is not among them: AWS does not publish how it is made, so `check` estimates it (the quota `session-token`).
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_Tag.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function refusalOf({ sourceIdentity, tags = {} }: SessionInput): Refusal | null {
  if (sourceIdentity !== undefined && !takes(quotaOf('source-identity'), sourceIdentity)) {
    return refuse('source-identity', 'a source identity has 2 to 64 of the characters A-Z a-z 0-9 _ + = , . @ -')
  }
  const list = Object.entries(tags)
  if (list.length > MAX_TAGS)
    return refuse('too-many-tags', `${list.length} session tags; at most ${MAX_TAGS} are taken`)
  const seen = new Set<string>()
  for (const [key, value] of list) {
    const quoted = JSON.stringify(key)
    if (!takes(quotaOf('session-tag-key'), key) || RESERVED.test(key)) {
      return refuse(
        'tag-key',
        `the session tag key ${quoted} is too long, reserved or has a character STS does not take`,
      )
    }
    if (!takes(quotaOf('session-tag-value'), value) || RESERVED.test(value)) {
      return refuse('tag-value', `the value of ${quoted} is over 256 characters, reserved or has one STS does not take`)
    }
    const folded = key.toLowerCase()
    if (seen.has(folded)) return refuse('duplicate-tag', `the session tag ${quoted} is given in two spellings`)
    seen.add(folded)
  }
  return null
}

const refuse = (reason: Refusal['reason'], message: string): Refusal => ({ reason, message })
