import { isAwsClaim, sessionClaims } from '../lib/aws-claims'
import type { OktaCommand, OktaPatch } from '../lib/okta-hook'
import type { Session } from '../lib/session'
import type { Claims, TokenRequest } from './request'

/**
 * What Okta is to change in the tokens: the ID token gets the session, and loses every other claim that AWS might read,
 * as does the access token. All others stay, the groups among them: applications use them.
 *
 * Okta drops all commands when one cannot be carried out, so nothing is removed or replaced that is not there, and a
 * token that is not asked for gets no command.
 *
 * @param session `null` for tokens that lead nowhere in AWS
 * @see https://developer.okta.com/docs/reference/token-hook/#commands
 */
export function patchCommands(session: Session | null, { identity, access }: TokenRequest): OktaCommand[] {
  const wanted = session ? sessionClaims(session) : {}
  return [
    { type: 'com.okta.identity.patch', value: identity ? patches(identity, wanted) : [] },
    { type: 'com.okta.access.patch', value: access ? patches(access, {}) : [] },
  ].filter(({ value }) => value.length > 0)
}

function patches(claims: Claims, wanted: Claims): OktaPatch[] {
  const foreign = Object.keys(claims).filter((name) => isAwsClaim(name) && !Object.hasOwn(wanted, name))
  return [
    ...foreign.map((name): OktaPatch => ({ op: 'remove', path: pointer(name) })),
    ...Object.entries(wanted).map(([name, value]): OktaPatch => ({
      op: Object.hasOwn(claims, name) ? 'replace' : 'add',
      path: pointer(name),
      value,
    })),
  ]
}

/** @see https://www.rfc-editor.org/rfc/rfc6901#section-3 */
const pointer = (claim: string): string => `/claims/${claim.replaceAll('~', '~0').replaceAll('/', '~1')}`
