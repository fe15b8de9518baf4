import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { createHash, timingSafeEqual } from 'node:crypto'
import { header } from './http'
import { keptSecrets, type SecretSource } from './kept-secrets'

export type { SecretSource } from './kept-secrets'

/** Whether the caller is the identity provider. @throws what reading the secret throws: then it is nobody */
export type Authenticate = (event: APIGatewayProxyEventV2) => Promise<boolean>

/** The caller sends a secret as the header `Authorization`, to the letter. */
export function headerSecret(source: SecretSource): Authenticate {
  const find = keptSecrets(source)
  return async (event) => {
    const given = header(event, 'authorization')
    if (given === undefined || given === '') return false
    // Takes as long for a wrong secret as for a right one: hashes are of one length, and each is compared whole.
    const mine = hash(given)
    return (await find((secret) => timingSafeEqual(hash(secret), mine))) !== undefined
  }
}

/**
 * API Gateway has verified the token and put its claims here; without the authorizer there are none.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export const jwtAuthorized: Authenticate = (event) => {
  const { authorizer } = event.requestContext as { authorizer?: { jwt?: { claims?: Record<string, unknown> } } }
  return Promise.resolve(Object.keys(authorizer?.jwt?.claims ?? {}).length > 0)
}

const hash = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest()
