import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { createHash, timingSafeEqual } from 'node:crypto'
import { header } from './http'

/** Whether the caller is the identity provider. @throws what reading the secret throws: then it is nobody */
export type Authenticate = (event: APIGatewayProxyEventV2) => Promise<boolean>

export interface SecretSource {
  /** Every secret that is valid now: the current one and, while it is rotated, the one before. */
  read(): Promise<readonly string[]>
  now(): Date
}

/** How long secrets are kept, in milliseconds. */
const KEPT = 5 * 60_000

/** A stranger who guesses must not make the hook read the secrets at each guess: milliseconds between two readings. */
const READ_AGAIN = 30_000

interface Known {
  readonly hashes: readonly Buffer[]
  readonly at: number
}

/** The caller sends a secret as the header `Authorization`, to the letter. */
export function headerSecret({ read, now }: SecretSource): Authenticate {
  let known: Known | undefined
  let reading: Promise<Known> | undefined
  const readAgain = (): Promise<Known> =>
    (reading ??= read()
      .then((secrets) => (known = { hashes: secrets.filter((each) => each !== '').map(hash), at: now().getTime() }))
      .finally(() => (reading = undefined)))
  return async (event) => {
    const given = header(event, 'authorization')
    if (given === undefined || given === '') return false
    const age = known && now().getTime() - known.at
    const fresh = known && age !== undefined && age >= 0 && age < KEPT ? known : await readAgain()
    if (holds(fresh, given)) return true
    if (now().getTime() - fresh.at < READ_AGAIN) return false
    return holds(await readAgain(), given)
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

/** Takes as long for a wrong secret as for a right one: hashes are of one length, and each is compared whole. */
function holds({ hashes }: Known, given: string): boolean {
  const mine = hash(given)
  return hashes.map((each) => timingSafeEqual(each, mine)).includes(true)
}

const hash = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest()
