import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider'
import { Construct } from 'constructs'
import { named } from './address'
import { literal } from './literal'

export interface OidcProviderProps {
  /** The issuer, exactly as its tokens name it: an https URL. */
  readonly issuer: string
  /** Client ids of every service on this issuer: at most 100. */
  readonly clientIds: readonly string[]
  /** ARN of the provider, where the account has it already: Terraform takes it over. @default - Terraform makes it */
  readonly adopted?: string | undefined
}

/** An account's trust in an OpenID Connect issuer; an account has one provider an issuer, whatever the number of services. */
export class OidcProvider extends Construct {
  readonly provider: IamOpenidConnectProvider

  constructor(scope: Construct, id: string, props: OidcProviderProps) {
    super(scope, id)
    this.provider = named(
      new IamOpenidConnectProvider(this, 'provider', {
        url: literal(props.issuer),
        clientIdList: [...new Set(props.clientIds)].sort().map(literal),
      }),
      id,
    )
    if (props.adopted !== undefined) this.provider.importFrom(literal(props.adopted))
  }
}
