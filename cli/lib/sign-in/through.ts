import { randomBytes } from 'node:crypto'
import { GROUP_TAG } from '../../../core/model/codes'
import type { HookConfig } from '../../../core/model/hook-config'
import { ownValue } from '../../../core/model/own-value'
import { cognitoTokenHandler } from '../../../hooks/cognito-token/handler'
import { headerSecret } from '../../../hooks/lib/authenticate'
import type { TableReader } from '../../../hooks/lib/table'
import { oktaSamlHandler } from '../../../hooks/okta-saml/handler'
import { oktaTokenHandler } from '../../../hooks/okta-token/handler'
import type { Asked } from './asked'
import { carriedByAssertion, carriedByPool, carriedByToken, CarriedFault, type Carried } from './carried'
import { memoryLog, type MemoryLog } from './memory-log'
import { transformAssertion, type OktaAssertion } from './okta'
import { transformTokens } from './okta-token'
import type { Doors, RolePlace } from './opened'
import type { Outcome } from './outcome'
import type { Rendered } from './rendered'
import { poolEvent, samlBody, tokenBody, type Sending } from './requests'

export interface ThroughOptions {
  readonly config: HookConfig
  readonly rendered: Rendered
  readonly doors: Doors
  readonly table: TableReader
  /** The page that takes the assertions of a service. */
  recipientOf(service: string): string
  /** The identity pool of a service. */
  poolOf(service: string): string
}

/** How long a hook and whoever waits for it may take here, where many sign in at once, in milliseconds. */
const PATIENCE = 60_000

/** What a hook has made of a sign-in, before AWS reads it. */
type Made = { readonly denied: string } | { carried(): Carried }

/**
 * Signs people in: the request of the identity provider, the hook, what is sent to AWS, and each role's answer.
 *
 * @returns what asks the wanted roles, too, where nothing leads to them
 */
export function through(options: ThroughOptions): (asked: Asked, wanted: readonly RolePlace[]) => Promise<Outcome> {
  const { config, doors } = options
  const secret = randomBytes(32).toString('base64url')
  const authenticate = headerSecret({ read: () => Promise.resolve([secret]), now: () => new Date() })
  return async (asked, wanted) => {
    const service = ownValue(config.services, asked.service)
    if (!service) throw new Error(`no service ${asked.service}`)
    const log = memoryLog()
    const scope = { ...options, log, authenticate, deadline: PATIENCE, authorization: secret, timeout: PATIENCE }
    const made = await ways[service.protocol]({ asked, service, tags: config.attributes }, scope)
    log.assertNoFailure()
    if ('denied' in made) return { refused: { code: log.refusal(), message: made.denied } }
    try {
      const carried = made.carried()
      return { carried, leftOut: log.leftOut(), roles: doors.answers(carried, wanted) }
    } catch (cause) {
      if (cause instanceof CarriedFault) return { refused: { message: `AWS takes nothing of it: ${cause.message}` } }
      throw cause
    }
  }
}

type Scope = ThroughOptions &
  Parameters<typeof oktaSamlHandler>[0] & {
    readonly log: MemoryLog
    readonly authorization: string
    readonly timeout: number
  }

const ways = { saml: bySaml, oidc: byToken, cognito: byPool }

async function bySaml(sending: Sending, scope: Scope): Promise<Made> {
  const request = samlBody(sending, scope.recipientOf(sending.asked.service))
  const became = await transformAssertion(oktaSamlHandler(scope), request, scope)
  if (became.outcome === 'denied') return { denied: became.errorSummary }
  return { carried: () => carriedByAssertion(assertionClaims(became.assertion)) }
}

function assertionClaims({ claims = {}, ...assertion }: OktaAssertion): Parameters<typeof carriedByAssertion>[0] {
  const { confirmation } = assertion.subject as { confirmation: { data: { recipient: string } } }
  const attributes = Object.entries(claims).map(([name, { attributeValues }]) => [
    name,
    attributeValues.map((each) => each.value),
  ])
  return { recipient: confirmation.data.recipient, attributes: new Map(attributes as [string, string[]][]) }
}

async function byToken(sending: Sending, scope: Scope): Promise<Made> {
  const became = await transformTokens(oktaTokenHandler(scope), tokenBody(sending), scope)
  if (became.outcome === 'denied') return { denied: became.errorSummary }
  return { carried: () => carriedByToken(became.identity?.claims ?? {}) }
}

async function byPool(sending: Sending, scope: Scope): Promise<Made> {
  const { service } = sending.asked
  const answer = await answered(cognitoTokenHandler({ ...scope, service })(poolEvent(sending)))
  if (typeof answer === 'string') return { denied: answer }
  const { claimsAndScopeOverrideDetails: decided } = answer.response ?? {}
  const { claimsToAddOrOverride, claimsToSuppress } = decided?.idTokenGeneration ?? {}
  const hidden = new Set(claimsToSuppress ?? [])
  const claims = Object.entries({ ...answer.request.userAttributes, ...claimsToAddOrOverride })
  const token = Object.fromEntries(claims.filter(([name]) => !hidden.has(name)))
  return { carried: () => carriedByPool(token, scope.poolOf(service), mappingOf(service, scope)) }
}

/** Cognito shows the user what a trigger throws. */
async function answered<T>(running: Promise<T>): Promise<T | string> {
  try {
    return await running
  } catch (cause) {
    return (cause as Error).message
  }
}

/** A pool that Trustloom does not make must map the same claims to the same tags. */
function mappingOf(service: string, { rendered, config }: Scope): Readonly<Record<string, string>> {
  const tags = [GROUP_TAG, ...Object.keys(config.attributes)]
  return rendered.pools.get(service) ?? Object.fromEntries(tags.map((tag) => [tag, tag]))
}
