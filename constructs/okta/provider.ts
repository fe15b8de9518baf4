import { TerraformProvider, TerraformResource, type TerraformResourceLifecycle } from 'cdktf'
import type { Construct } from 'constructs'
import { named } from '../address'

/**
 * The versions of the provider whose arguments are rendered: hooks with OAuth came in 4.15, what an application's
 * `acs_endpoints_indices` are in 4.17.
 *
 * @see https://github.com/okta/terraform-provider-okta/blob/master/CHANGELOG.md
 */
export const OKTA_PROVIDER = { source: 'okta/okta', version: '>= 4.17.0, < 6.0.0' }

export interface OktaProviderProps {
  /** The organisation's address, such as `https://novo.okta.com`. */
  readonly orgUrl: string
}

/** How Terraform reaches the organisation; what it signs in with comes from its environment, never from a file. */
export class OktaProvider extends TerraformProvider {
  private readonly organisation: { readonly org_name: string; readonly base_url: string }

  constructor(scope: Construct, id: string, { orgUrl }: OktaProviderProps) {
    const terraformProviderSource = OKTA_PROVIDER.source
    super(scope, id, { terraformResourceType: 'okta', terraformProviderSource, terraformGeneratorMetadata: GENERATOR })
    const [name = '', ...base] = new URL(orgUrl).hostname.split('.')
    this.organisation = { org_name: name, base_url: base.join('.') }
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return this.organisation
  }
}

export interface OktaResourceProps {
  /** Arguments as Terraform calls them; people's text in it is literal. */
  readonly arguments: Readonly<Record<string, unknown>>
  readonly lifecycle?: TerraformResourceLifecycle | undefined
}

/** A resource of the Okta provider. There are no bindings: they would weigh more than everything else of Trustloom. */
export class OktaResource extends TerraformResource {
  private readonly written: Readonly<Record<string, unknown>>

  constructor(scope: Construct, type: string, id: string, { arguments: written, lifecycle }: OktaResourceProps) {
    const terraformResourceType = `okta_${type}`
    super(scope, `${type}-${id}`, {
      terraformResourceType,
      terraformGeneratorMetadata: GENERATOR,
      ...(lifecycle && { lifecycle }),
    })
    this.written = written
    named(this, id)
  }

  get id(): string {
    return this.getStringAttribute('id')
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { ...this.written }
  }
}

const GENERATOR = { providerName: 'okta' }
