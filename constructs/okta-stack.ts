import { TerraformOutput, TerraformStack, TerraformVariable } from 'cdktf'
import { Construct } from 'constructs'
import { OKTA } from '../core/model/stack-names'
import { addBackend, type BackendProps } from './backend'
import { literal } from './literal'
import type { GroupFilter } from './okta/group-filter'
import { InlineHook, type Caller } from './okta/inline-hook'
import { OKTA_PROVIDER, OktaProvider } from './okta/provider'
import { SamlApplication } from './okta/saml-application'
import { TokenClaims } from './okta/token-claims'
import { TokenService } from './okta/token-service'
import { stackJson } from './stack-json'

export interface OktaStackProps {
  /** Prefix of every name. */
  readonly mesh: string
  readonly backend: BackendProps
  /** The organisation's address, such as `https://novo.okta.com`. */
  readonly orgUrl: string
  /** Which of a person's groups Okta sends. */
  readonly groups: GroupFilter
  /** Claim → Okta expression. */
  readonly attributes: Readonly<Record<string, string>>
  /** Who signs the token that Okta calls with. @default - Okta sends a secret */
  readonly oauth?: { readonly tokenUrl: string; readonly scope?: string | undefined } | undefined
  /** The services with SAML sign-in that the hook knows by their application. */
  readonly saml: Readonly<Record<string, SamlService>>
  /** The services whose tokens an authorization server of the organisation issues. */
  readonly oidc: Readonly<Record<string, TokenServer>>
}

export interface SamlService {
  readonly application: string
  readonly audience: string
  readonly groupsClaim: string
}

export interface TokenServer {
  /** Id of the authorization server. */
  readonly server: string
  readonly clientIds: readonly string[]
  readonly groupsClaim: string
}

/** Okta's side of the services: the hooks that it calls, for which applications, and what it tells them. */
export class OktaStack extends TerraformStack {
  constructor(scope: Construct, props: OktaStackProps) {
    super(scope, OKTA)
    addBackend(this, OKTA, props.backend)
    new OktaProvider(this, 'okta', props)
    this.addOverride('terraform.required_providers.okta', OKTA_PROVIDER)
    const [url, caller] = [this.hookUrl(), this.caller(props)]
    if (Object.keys(props.saml).length > 0) this.addSaml(props, url, caller)
    if (Object.keys(props.oidc).length > 0) this.addOidc(props, url, caller)
    new TerraformOutput(this, 'trustloom', {
      value: { schemaVersion: 1, mesh: literal(props.mesh), environment: OKTA },
    })
  }

  private addSaml(props: OktaStackProps, url: string, caller: Caller): void {
    const { mesh, groups, attributes, saml } = props
    const type = 'com.okta.saml.tokens.transform'
    const { hook } = new InlineHook(this, 'saml', { name: `${mesh}-saml`, type, url: `${url}/okta/saml`, caller })
    const applications = new Construct(this, 'applications')
    for (const [name, service] of Object.entries(saml)) {
      new SamlApplication(applications, name, { ...service, groups, attributes, hook })
    }
  }

  private addOidc(props: OktaStackProps, url: string, caller: Caller): void {
    const { mesh, groups, attributes, oidc } = props
    const type = 'com.okta.oauth2.tokens.transform'
    const { hook } = new InlineHook(this, 'token', { name: `${mesh}-token`, type, url: `${url}/okta/token`, caller })
    const [claims, services] = [new Construct(this, 'claims'), new Construct(this, 'services')]
    for (const server of new Set(Object.values(oidc).map((each) => each.server))) {
      const groupsClaims = Object.values(oidc).flatMap((each) => (each.server === server ? [each.groupsClaim] : []))
      new TokenClaims(claims, server, { server, groupsClaims, groups, attributes })
    }
    for (const [name, { server, clientIds }] of Object.entries(oidc)) {
      new TokenService(services, name, { mesh, server, clientIds, hook })
    }
  }

  /** AWS chooses the API's address when it makes it, so that Terraform must be told. */
  private hookUrl(): string {
    const url = this.variable('hook_url', {
      description: 'The address of the sign-in API of the hub, without a slash at the end',
      validation: [
        {
          condition: '${startswith(var.hook_url, "https://") && !endswith(var.hook_url, "/")}',
          errorMessage: 'The address of the sign-in API begins with https:// and does not end with a slash.',
        },
      ],
    })
    return url.stringValue
  }

  private caller({ oauth }: OktaStackProps): Caller {
    const secret = 'sensitive: it comes from TF_VAR_… or a file that is in no repository'
    if (!oauth) {
      const description = `The value of the header Authorization that Okta sends to the hooks; ${secret}`
      return { type: 'secret', secret: this.variable('hook_secret', { description, sensitive: true }) }
    }
    return {
      type: 'oauth',
      ...oauth,
      clientId: this.variable('hook_client_id', { description: 'The client with which Okta gets its token' }),
      clientSecret: this.variable('hook_client_secret', { description: `Its secret; ${secret}`, sensitive: true }),
    }
  }

  private variable(name: string, config: ConstructorParameters<typeof TerraformVariable>[2]): TerraformVariable {
    const variable = new TerraformVariable(this, name, { type: 'string', nullable: false, ...config })
    variable.overrideLogicalId(name)
    return variable
  }

  override toTerraform(): object {
    return stackJson(this, this['rawOverrides'] as Record<string, unknown>)
  }
}
