import { error, warning, type Diagnostic } from '../diagnostic'
import type { Check } from './check'

/** Only the identity provider may have the token that a hook's caller must send. */
export const checkCallerTokens: Check = ({ mesh: { settings, places } }) => {
  const caller = settings.hooks?.authentication
  if (caller?.type !== 'jwt') return []
  const at = (key: string): Diagnostic['at'] => places.mesh(['hooks', 'authentication', key])
  const found: Diagnostic[] = []
  const same = Object.entries(settings.services).find(
    ([, each]) => each.protocol === 'oidc' && each.issuer === caller.issuer && each.clientIds.includes(caller.audience),
  )
  if (same) {
    const message = `whoever signs in to the service ${same[0]} has a token of this issuer for ${caller.audience}, and could call the hooks`
    found.push(error('caller-audience', message, at('audience'), 'choose an audience that no application has'))
  }
  if (caller.scope === undefined) {
    const message = 'every token of this issuer for that audience may call the hooks'
    const hint = "name a `scope` that only the identity provider's own client may ask for"
    found.push(warning('caller-scope', message, places.mesh(['hooks', 'authentication']), hint))
  }
  return found
}
