import * as z from 'zod/mini'
import { DIRECTORY } from '../../core/model/cognito-claims'
import { Refusal } from '../lib/refusal'
import { sentGroups } from './sent-groups'

/** What Cognito's pre token generation trigger asks, in any of its versions, and answers. */
export type TokenEvent = z.infer<typeof schema>

/** What an answer says of one token. A claim that is in both is suppressed. */
export type Overrides = z.infer<typeof overrides>

const texts = z.nullish(z.array(z.string()))
const overrides = z.looseObject({
  claimsToAddOrOverride: z.nullish(z.record(z.string(), z.unknown())),
  claimsToSuppress: texts,
})
const groups = z.nullish(z.looseObject({ groupsToOverride: texts }))

const schema = z.looseObject({
  // The guide says V1_0, the events say 1.
  version: z.enum(['1', 'V1_0', '2', 'V2_0', '3', 'V3_0']),
  triggerSource: z.enum([
    'TokenGeneration_HostedAuth',
    'TokenGeneration_Authentication',
    'TokenGeneration_NewPasswordChallenge',
    'TokenGeneration_AuthenticateDevice',
    'TokenGeneration_RefreshTokens',
    'TokenGeneration_ClientCredentials',
  ]),
  userName: z.nullish(z.string()),
  callerContext: z.looseObject({ clientId: z.string() }),
  request: z.looseObject({
    userAttributes: z.nullish(z.record(z.string(), z.string())),
    groupConfiguration: groups,
  }),
  response: z.nullish(
    z.looseObject({
      claimsOverrideDetails: z.nullish(z.extend(overrides, { groupOverrideDetails: groups })),
      claimsAndScopeOverrideDetails: z.nullish(
        z.looseObject({ idTokenGeneration: z.nullish(overrides), groupOverrideDetails: groups }),
      ),
    }),
  ),
})

/**
 * @throws {Refusal} `bad-request` for what is no such event
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
export function tokenEvent(event: unknown): TokenEvent {
  const parsed = schema.safeParse(event)
  if (parsed.success) return parsed.data
  const at = parsed.error.issues[0]?.path.join('.')
  throw new Refusal('bad-request', "This is not an event of Cognito's pre token generation.", { at })
}

/** Version one takes only texts as claims; versions two and three, objects and lists, too. */
export const takesObjects = ({ version }: TokenEvent): boolean => version !== '1' && version !== 'V1_0'

/** Whether an application asks for a token of its own: then there is no user, and no ID token. */
export const isApplication = ({ triggerSource }: TokenEvent): boolean =>
  triggerSource === 'TokenGeneration_ClientCredentials'

/**
 * The user as the corporate directory names them; who is known to the pool alone, by their name there.
 *
 * @throws {Refusal} `bad-user` where neither can be read
 */
export function userOf({ userName, request }: TokenEvent): string {
  const linked = request.userAttributes?.identities
  const user = (linked === undefined ? undefined : firstIdentity(linked)) ?? userName
  if (user) return user
  throw new Refusal('bad-user', 'The sign-in does not say who signs in.')
}

const identities = z.array(z.looseObject({ userId: z.string(), providerName: z.nullish(z.string()) }))

const firstIdentity = (text: string): string | undefined => identitiesIn(text)[0]?.userId

/** Who the user is elsewhere: Cognito writes this attribute, and nobody else may. */
function identitiesIn(text: string): z.infer<typeof identities> {
  try {
    return identities.parse(JSON.parse(text))
  } catch {
    throw new Refusal('bad-user', 'The sign-in does not say who signs in.', { at: 'identities' })
  }
}

/**
 * The user's groups: those of the pool, or what the directory sent of them at the last sign-in, where the mesh names the
 * attribute that keeps it. An app client may let its users write attributes; no client of a pool that the hub makes does.
 * Nothing is read of somebody whom the directory has not sent.
 *
 * @param attribute with its prefix: `custom:groups`
 * @throws {Refusal} `bad-request` where the attribute can be read in two ways
 */
export function groupsOf(event: TokenEvent, attribute: string | undefined): readonly string[] {
  const { groupConfiguration, userAttributes } = event.request
  if (attribute === undefined) return groupConfiguration?.groupsToOverride ?? []
  const sent = new Map(Object.entries(userAttributes ?? {}))
  const linked = sent.get('identities')
  if (linked === undefined || !identitiesIn(linked).every(({ providerName }) => providerName === DIRECTORY)) return []
  return sentGroups(sent.get(attribute) ?? '')
}

/**
 * Session tag → its value, of the attributes `custom:<claim>` that are there: users may often write the standard ones. No
 * app client of the pool may let its users write these.
 *
 * @param attributes session tag → claim
 */
export function attributesOf(
  { request }: TokenEvent,
  attributes: Readonly<Record<string, string>>,
): Record<string, string[]> {
  const values = new Map(Object.entries(request.userAttributes ?? {}))
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([tag, claim]) => {
      const value = values.get(`custom:${claim}`)
      return value === undefined ? [] : [[tag, [value]]]
    }),
  )
}
