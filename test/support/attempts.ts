import { groupTagValue } from '../../core/model/codes'
import type { ServiceAccess } from '../../core/model/graph'
import { attemptThrough, type Place } from '../../core/policy/attempt'
import type { PolicyDocument } from '../../core/policy/document'
import { signIn } from '../../core/policy/sign-in'

/** Whether a member of the group of this code gets into a role through a service; Cognito passes no source identity. */
export function getsIn(
  trust: PolicyDocument,
  role: string,
  service: ServiceAccess,
  place: Place,
  code: string,
  sourceIdentity: string,
): boolean {
  const claims = { groups: groupTagValue([code, 'ZZZZ']), sourceIdentity }
  return signIn(trust, attemptThrough(service, role, place, claims)).allowed
}
