import * as z from 'zod/mini'
import { ownValue } from '../../core/model/own-value'
import { Refusal } from '../lib/refusal'

const EVENT_TYPE = 'com.okta.saml.tokens.transform'

/**
 * What the hook reads of Okta's request. Okta sends more, and does not always send all of it (`context.session` is
 * missing in some flows), so nothing else is asked for. The time of the event is not looked at: clocks go wrong.
 *
 * @see https://developer.okta.com/docs/reference/saml-hook/
 */
const shape = z.object({
  eventType: z.literal(EVENT_TYPE),
  data: z.object({
    context: z.object({
      protocol: z.object({ issuer: z.object({ id: z.string(), uri: z.optional(z.string()) }) }),
      user: z.object({ profile: z.object({ login: z.string() }) }),
    }),
    assertion: z.looseObject({ claims: z.nullish(z.record(z.string(), z.unknown())) }),
  }),
})

export interface SamlRequest {
  /** Okta's id of the application. */
  readonly application: string
  /** The issuer that the assertion names. */
  readonly issuer: string
  readonly login: string
  /** Attribute → its values, as Okta is about to send them. */
  readonly claims: Readonly<Record<string, unknown>>
  /** What stands in the assertion beside its attributes. */
  readonly envelope: Readonly<Record<string, unknown>>
}

/** @throws {Refusal} `bad-request` for what is no request of this hook */
export function samlRequest(body: unknown): SamlRequest {
  const { success, data: request, error } = shape.safeParse(body)
  if (!success) {
    const at = error.issues.map(({ path }) => path.join('.'))
    throw new Refusal('bad-request', 'The request is not a SAML assertion to transform.', { at })
  }
  const { context, assertion } = request.data
  const { claims, ...envelope } = assertion
  const { id, uri = '' } = context.protocol.issuer
  return { application: id, issuer: uri, login: context.user.profile.login, claims: claims ?? {}, envelope }
}

const claimShape = z.object({ attributeValues: z.nullish(z.array(z.object({ value: z.optional(z.unknown()) }))) })

/** The values of an attribute, none if it is not there or of another form. */
export function allValues({ claims }: SamlRequest, name: string): unknown[] {
  const { success, data: claim } = claimShape.safeParse(ownValue(claims, name))
  return success ? (claim.attributeValues ?? []).map(({ value }) => value) : []
}

/** The texts among them. */
export const claimValues = (request: SamlRequest, name: string): string[] =>
  allValues(request, name).filter((value) => typeof value === 'string')
