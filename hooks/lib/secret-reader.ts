import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'

/**
 * Reads what a secret is now and what it was before its last rotation: Okta and the secret cannot change at one moment.
 *
 * @param secret name or ARN
 * @returns throws what Secrets Manager answers if there is no current one
 */
export function secretReader(client: SecretsManagerClient, secret: string): () => Promise<string[]> {
  const read = async (VersionStage: string): Promise<string> =>
    (await client.send(new GetSecretValueCommand({ SecretId: secret, VersionStage }))).SecretString ?? ''
  const previous = async (): Promise<string[]> => {
    try {
      return [await read('AWSPREVIOUS')]
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return []
      throw error
    }
  }
  return async () => (await Promise.all([read('AWSCURRENT').then((each) => [each]), previous()])).flat()
}
