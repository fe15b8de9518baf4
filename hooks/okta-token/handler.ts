import type { HookConfig } from '../../core/model/hook-config'
import { clientAttribute } from '../lib/live-rows'
import { oktaHook, type HttpHandler, type OktaHookOptions } from '../lib/okta-hook'
import { Refusal } from '../lib/refusal'
import { findService } from '../lib/services'
import type { Session } from '../lib/session'
import { signIn, type SignInScope } from '../lib/sign-in'
import type { TableReader } from '../lib/table'
import { patchCommands } from './commands'
import { attributesOf, groupsOf, tokenRequest, type TokenRequest } from './request'

export interface OktaTokenOptions extends OktaHookOptions {
  readonly config: HookConfig
  readonly table: TableReader
}

/**
 * Okta's token inline hook: writes the session into the ID token, which the service passes to
 * `AssumeRoleWithWebIdentity`. Where no ID token is asked for, nobody signs in to AWS.
 *
 * @see https://developer.okta.com/docs/reference/token-hook/
 */
export function oktaTokenHandler(options: OktaTokenOptions): HttpHandler {
  return oktaHook(options, async (body) => {
    const request = tokenRequest(body)
    const session = request.identity ? await sessionOf(options, request) : null
    return { session, commands: patchCommands(session, request) }
  })
}

async function sessionOf(scope: SignInScope, request: TokenRequest): Promise<Session> {
  const { clientId, issuer, login } = request
  const { name, service } = await findService(scope, {
    protocol: 'oidc',
    // A client id means something only to the issuer that gave it.
    matches: (each) => each.issuer === issuer && each.clientIds?.includes(clientId) === true,
    attribute: clientAttribute(issuer, clientId),
  })
  if (login === undefined) throw new Refusal('bad-user', 'The sign-in does not say who signs in.')
  return signIn(scope, {
    service: name,
    user: login,
    groups: groupsOf(request, service.groupsClaim),
    attributes: attributesOf(request, scope.config.attributes),
  })
}
