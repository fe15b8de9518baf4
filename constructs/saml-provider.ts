import { IamSamlProvider } from '@cdktf/provider-aws/lib/iam-saml-provider'
import { Construct } from 'constructs'
import { named } from './address'
import { literal } from './literal'

export interface SamlProviderProps {
  /** 1 to 128 letters, digits and `. _ -`. */
  readonly name: string
  /** The identity provider's metadata document: 1,000 to 10,000,000 characters of XML. */
  readonly metadata: string
  /** ARN of the provider, where the account has it already: Terraform takes it over. @default - Terraform makes it */
  readonly adopted?: string | undefined
}

/** An account's trust in a SAML identity provider. */
export class SamlProvider extends Construct {
  readonly provider: IamSamlProvider

  constructor(scope: Construct, id: string, props: SamlProviderProps) {
    super(scope, id)
    this.provider = named(
      new IamSamlProvider(this, 'provider', { name: props.name, samlMetadataDocument: literal(props.metadata) }),
      id,
    )
    if (props.adopted !== undefined) this.provider.importFrom(literal(props.adopted))
  }
}
