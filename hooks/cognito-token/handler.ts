import { ownValue } from '../../core/model/own-value'
import { within } from '../lib/deadline'
import { refused, signedIn } from '../lib/outcome'
import { Refusal } from '../lib/refusal'
import type { Session } from '../lib/session'
import { signIn, type SignInScope } from '../lib/sign-in'
import { answered, tagsOf } from './claims'
import { attributesOf, groupsOf, isApplication, tokenEvent, userOf, type TokenEvent } from './event'
import { assertChangeable, TAG_BYTES } from './limits'

/** Cognito gives up after 5 s, without a word to the user: what the hook takes at most, in milliseconds. */
export const COGNITO_DEADLINE = 4_000

export interface CognitoTokenOptions extends SignInScope {
  /** The service behind the user pool. */
  readonly service: string
  /** Milliseconds until there is an answer, whatever happens. @default 4000 */
  readonly deadline?: number
}

/** Takes an event of any version and returns it with its response. What it throws is shown to the user. */
export type CognitoTokenHandler = (event: unknown) => Promise<TokenEvent>

/**
 * Cognito's pre token generation trigger: writes the session into the ID token, of which an identity pool makes session
 * tags. The sign-in fails when it throws, and when it does not answer.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
export function cognitoTokenHandler(options: CognitoTokenOptions): CognitoTokenHandler {
  const { log, deadline = COGNITO_DEADLINE } = options
  return async (event) => {
    const start = performance.now()
    try {
      const { session, answer } = await within(deadline, async () => write(options, tokenEvent(event)))
      if (session) signedIn(log, session, performance.now() - start)
      return answer
    } catch (error) {
      throw new Error(refused(log, error))
    }
  }
}

interface Written {
  /** `null` where no person signs in to AWS. */
  readonly session: Session | null
  readonly answer: TokenEvent
}

async function write(scope: CognitoTokenOptions, event: TokenEvent): Promise<Written> {
  const service = ownValue(scope.config.services, scope.service)
  if (service?.protocol !== 'cognito')
    throw new Refusal('unknown-application', 'This user pool is not a service of the data mesh.')
  // An application has no ID token, and so nothing that AWS would take.
  if (isApplication(event)) return { session: null, answer: event }
  const tags = tagsOf(scope.config.attributes)
  assertChangeable(tags)
  // Other app clients of the pool sign in to something else.
  const isOther = service.application !== undefined && service.application !== event.callerContext.clientId
  const session = isOther ? null : await sessionOf(scope, event)
  return { session, answer: answered(event, session, tags) }
}

async function sessionOf(scope: CognitoTokenOptions, event: TokenEvent): Promise<Session> {
  const pool = { ...scope, tagBytes: TAG_BYTES }
  return signIn(pool, {
    service: scope.service,
    user: userOf(event),
    groups: groupsOf(event, ownValue(scope.config.services, scope.service)?.groupsAttribute),
    attributes: attributesOf(event, scope.config.attributes),
  })
}
