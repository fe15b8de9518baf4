import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { headerSecret, jwtAuthorized, type Authenticate } from './authenticate'
import { patient } from './patient'
import { secretReader } from './secret-reader'

/**
 * How the function's callers show who they are: by a secret, if the function's environment names one, else by a token
 * that the API has verified.
 */
export function authenticator({ TRUSTLOOM_SECRET: secret }: NodeJS.ProcessEnv): Authenticate {
  if (secret === undefined || secret === '') return jwtAuthorized
  const client = new SecretsManagerClient(patient({ answer: 600 }))
  return headerSecret({ read: secretReader(client, secret), now: () => new Date() })
}
