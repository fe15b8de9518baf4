import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret'
import { Construct } from 'constructs'
import { named } from '../address'

export interface HookSecretProps {
  /** The secret's name. */
  readonly name: string
  /** What it is. */
  readonly description: string
}

/**
 * A secret by which a hook knows its caller. It has no value here: the operator puts one, and replaces it, so that it is in
 * no file and no state. Until then nobody is let in.
 */
export class HookSecret extends Construct {
  readonly secret: SecretsmanagerSecret

  constructor(scope: Construct, id: string, props: HookSecretProps) {
    super(scope, id)
    this.secret = named(
      new SecretsmanagerSecret(this, 'secret', {
        name: props.name,
        description: props.description,
        recoveryWindowInDays: 30,
      }),
      id,
    )
  }
}
