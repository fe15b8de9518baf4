import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import type { Authenticate } from './authenticate'
import { DEADLINE, within } from './deadline'
import { json, jsonBody } from './http'
import type { Log } from './log'
import { refused, signedIn } from './outcome'
import { Refusal } from './refusal'
import type { Session } from './session'
import { thrown } from './thrown'

/** An HTTP API's function: what Okta calls. */
export type HttpHandler = (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>

export interface OktaHookOptions {
  readonly authenticate: Authenticate
  readonly log: Log
  /** Milliseconds until there is an answer, whatever happens. @default 2200 */
  readonly deadline?: number
}

/** A session, and the commands that write it into what Okta is about to send. */
export interface Written {
  /** `null` where no person signs in to AWS. */
  readonly session: Session | null
  readonly commands: readonly OktaCommand[]
}

export interface OktaCommand {
  readonly type: string
  readonly value: readonly OktaPatch[]
}

/** An operation of RFC 6902 with a pointer of RFC 6901. */
export interface OktaPatch {
  readonly op: 'add' | 'replace' | 'remove'
  readonly path: string
  readonly value?: unknown
}

/** Okta takes less than 256 KB. */
export const MAX_ANSWER = 256 * 1024 - 1

/**
 * What Okta's inline hooks have in common. Okta goes on with what it had when a hook fails, so a hook never fails: an
 * exception, a limit or a table that is gone all answer `{error}`, which denies the sign-in. Only who cannot show that
 * it is Okta gets a 401.
 *
 * @param write makes the session and its commands from the request's JSON; throws `Refusal`
 * @see https://developer.okta.com/docs/concepts/inline-hooks/
 */
export function oktaHook(options: OktaHookOptions, write: (body: unknown) => Promise<Written>): HttpHandler {
  const { authenticate, log, deadline = DEADLINE } = options
  return async (event) => {
    const end = performance.now() + deadline
    const left = (): number => end - performance.now()
    if (!(await isOkta(event))) return json(401, { error: 'unauthenticated' })
    try {
      const { session, commands } = await within(left(), async () => write(jsonBody(event)))
      const answer = json(200, { commands })
      assertSize(answer)
      if (session) signedIn(log, session, deadline - left())
      return answer
    } catch (error) {
      return json(200, { error: { errorSummary: refused(log, error) } })
    }

    async function isOkta(request: APIGatewayProxyEventV2): Promise<boolean> {
      try {
        if (await within(left(), () => authenticate(request))) return true
        log.warn('unauthenticated', {})
      } catch (error) {
        log.error('failed', { code: 'authentication', ...thrown(error) })
      }
      return false
    }
  }
}

function assertSize({ body = '' }: APIGatewayProxyStructuredResultV2): void {
  const bytes = Buffer.byteLength(body)
  if (bytes > MAX_ANSWER)
    throw new Refusal('too-many-roles', 'You may open more roles than one sign-in can carry.', { bytes })
}
