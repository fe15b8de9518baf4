import { Fn, type TerraformVariable } from 'cdktf'
import { Construct } from 'constructs'
import { literal } from '../literal'
import { OktaResource } from './provider'

export interface InlineHookProps {
  readonly name: string
  /** What calls it: SAML assertions or tokens. */
  readonly type: 'com.okta.saml.tokens.transform' | 'com.okta.oauth2.tokens.transform'
  /** The URL that Okta calls. */
  readonly url: string
  readonly caller: Caller
}

/** How Okta shows that it is the one who calls. */
export type Caller =
  | { readonly type: 'secret'; readonly secret: TerraformVariable }
  | {
      readonly type: 'oauth'
      readonly clientId: TerraformVariable
      readonly clientSecret: TerraformVariable
      readonly tokenUrl: string
      readonly scope?: string | undefined
    }

/** The only versions there are of hooks and of their channels. */
const VERSION = '1.0.0'

/**
 * A hook that Okta calls while it makes an assertion or a token. One serves all applications, since it knows each by
 * its id.
 *
 * @see https://registry.terraform.io/providers/okta/okta/latest/docs/resources/inline_hook
 */
export class InlineHook extends Construct {
  readonly hook: OktaResource

  constructor(scope: Construct, id: string, { name, type, url, caller }: InlineHookProps) {
    super(scope, id)
    this.hook = new OktaResource(this, 'inline_hook', id, {
      arguments: { name: literal(name), type, version: VERSION, status: 'ACTIVE', ...channel(url, caller) },
    })
  }
}

function channel(url: string, caller: Caller): Record<string, unknown> {
  if (caller.type === 'secret') {
    return {
      channel: { type: 'HTTP', version: VERSION, method: 'POST', uri: url },
      auth: { type: 'HEADER', key: 'Authorization', value: caller.secret.stringValue },
    }
  }
  const { clientId, clientSecret, tokenUrl, scope } = caller
  return {
    // The provider's other arguments know nothing of OAuth.
    channel_json: Fn.jsonencode({
      type: 'OAUTH',
      version: VERSION,
      config: {
        uri: url,
        method: 'POST',
        authType: 'client_secret_post',
        clientId: clientId.stringValue,
        clientSecret: clientSecret.stringValue,
        tokenUrl,
        ...(scope !== undefined && { scope }),
      },
    }),
  }
}
