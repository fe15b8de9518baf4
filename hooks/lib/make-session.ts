import { MAX_CODES } from '../../core/model/codes'
import type { OpenedRole, Target } from './opened-roles'
import { Refusal } from './refusal'
import type { Session, SessionRole, SignInRequest } from './session'
import { sessionTags } from './session-tags'
import type { SignInScope } from './sign-in'

const SECONDS_AN_HOUR = 3600

/**
 * The session that opens these roles and carries the codes of the groups that open them. An attribute that it cannot
 * carry goes to the log.
 *
 * @throws {Refusal} `no-roles`, `too-many-groups`, `bad-attribute`
 */
export function makeSession(
  { config, log, tagBytes }: SignInScope,
  { user, attributes }: SignInRequest,
  target: Target,
  opened: readonly OpenedRole[],
): Session {
  const { name: service } = target
  if (opened.length === 0) throw new Refusal('no-roles', 'None of your groups opens a role through this service.')
  const codes = new Map(opened.map(({ group, code }) => [group, code]))
  const most = Math.min(target.maxGroups, MAX_CODES)
  if (codes.size > most) {
    const message = `${codes.size} of your groups open roles through this service; one sign-in carries ${most}.`
    throw new Refusal('too-many-groups', message, { groups: codes.size })
  }
  const { tags, left } = sessionTags(config, [...codes.values()], attributes, tagBytes)
  for (const each of left) log.warn('attribute-left-out', { user, service, ...each })
  return {
    service,
    sessionName: user,
    sourceIdentity: user,
    roles: distinctRoles(opened),
    groups: [...codes.keys()].sort(),
    tags,
    transitiveTags: Object.keys(tags).sort(),
    duration: Math.min(...opened.map((each) => each.sessionHours)) * SECONDS_AN_HOUR,
  }
}

/** Several groups may open one role. */
function distinctRoles(opened: readonly OpenedRole[]): SessionRole[] {
  const byArn = new Map(opened.map(({ arn, provider, persona }) => [arn, { arn, provider, persona }]))
  return [...byArn.keys()].sort().map((arn) => byArn.get(arn) as SessionRole)
}
