import type { HookService } from '../../core/model/hook-config'
import { findService } from '../lib/services'
import { applicationAttribute } from '../lib/live-rows'
import { oktaHook, type HttpHandler, type OktaHookOptions } from '../lib/okta-hook'
import { signIn, type SignInScope } from '../lib/sign-in'
import { assertNoForeign, samlAttributes } from './attributes'
import { samlCommands } from './commands'
import { assertFits } from './limits'
import { allValues, claimValues, samlRequest } from './request'

export type OktaSamlOptions = OktaHookOptions & SignInScope

/**
 * Okta's SAML assertion inline hook: writes a session of the mesh into the assertion that Okta is about to send.
 *
 * @see https://developer.okta.com/docs/reference/saml-hook/
 */
export function oktaSamlHandler(options: OktaSamlOptions): HttpHandler {
  const { config } = options
  return oktaHook(options, async (body) => {
    const request = samlRequest(body)
    const { application } = request
    const { name, service } = await findService(options, {
      protocol: 'saml',
      matches: (each: HookService) => each.application === application,
      attribute: applicationAttribute(application),
    })
    const tags = Object.entries(config.attributes).map(([tag, claim]) => [tag, allValues(request, claim)])
    const session = await signIn(options, {
      service: name,
      user: request.login,
      groups: claimValues(request, service.groupsClaim),
      attributes: Object.fromEntries(tags),
    })
    const attributes = samlAttributes(session, service.lakeFormation ?? false)
    assertNoForeign(request, attributes)
    assertFits(request, attributes)
    return { session, commands: samlCommands(request.claims, attributes) }
  })
}
