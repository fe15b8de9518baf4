import { GROUP_TAG } from '../../core/model/codes'
import {
  FLAT_TRANSITIVE_CLAIM,
  flatTagClaim,
  isAwsClaim,
  sessionClaims,
  SOURCE_IDENTITY_CLAIM,
} from '../lib/aws-claims'
import type { Session } from '../lib/session'
import { takesObjects, type Overrides, type TokenEvent } from './event'

type Claims = Readonly<Record<string, unknown>>

/** The session tags that only this hook may set: an identity pool makes each of the claim of the same name. */
export const tagsOf = (attributes: Readonly<Record<string, string>>): string[] => [
  GROUP_TAG,
  ...Object.keys(attributes),
]

/**
 * The event, answered: the ID token gets the session, and no tag that the session does not have. The access token, which
 * nobody passes to AWS, and the groups stay as they are.
 *
 * @param session `null` for a token that leads nowhere in AWS
 * @param tags the session tags that only this hook may set
 */
export function answered(event: TokenEvent, session: Session | null, tags: readonly string[]): TokenEvent {
  const { response, request } = event
  const { claimsOverrideDetails: texts, claimsAndScopeOverrideDetails: objects } = response ?? {}
  const groups = (takesObjects(event) ? objects : texts)?.groupOverrideDetails ?? request.groupConfiguration
  // An empty object here would take the groups out of the tokens.
  const kept = groups ? { groupOverrideDetails: groups } : {}
  if (!takesObjects(event)) {
    const claimsOverrideDetails = { ...overrides(texts, textClaims(session), tags), ...kept }
    return { ...event, response: { ...response, claimsOverrideDetails } }
  }
  const idTokenGeneration = overrides(objects?.idTokenGeneration, objectClaims(session), tags)
  return {
    ...event,
    response: { ...response, claimsAndScopeOverrideDetails: { ...objects, idTokenGeneration, ...kept } },
  }
}

/** What was decided before stays, but for what only this hook may decide. */
function overrides(before: Overrides | null | undefined, claims: Claims, tags: readonly string[]): Overrides {
  const isOurs = (name: string): boolean => isAwsClaim(name) || tags.includes(name)
  const others = Object.entries(before?.claimsToAddOrOverride ?? {}).filter(([name]) => !isOurs(name))
  const hidden = (before?.claimsToSuppress ?? []).filter((name) => !isOurs(name))
  return {
    ...before,
    claimsToAddOrOverride: { ...Object.fromEntries(others), ...claims },
    claimsToSuppress: [...hidden, ...tags.filter((tag) => !Object.hasOwn(claims, tag))],
  }
}

/** For identity pools, a claim a tag; for STS itself, the one of objects. */
const objectClaims = (session: Session | null): Claims =>
  session ? { ...session.tags, ...sessionClaims(session) } : {}

/** The same in texts only. AWS documents keys of transitive tags as a list, which a text cannot be: they are joined. */
function textClaims(session: Session | null): Claims {
  if (!session) return {}
  const { tags, transitiveTags, sourceIdentity } = session
  return {
    ...tags,
    ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [flatTagClaim(key), value])),
    ...(transitiveTags.length > 0 && { [FLAT_TRANSITIVE_CLAIM]: transitiveTags.join(',') }),
    [SOURCE_IDENTITY_CLAIM]: sourceIdentity,
  }
}
