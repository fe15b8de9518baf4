import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { HookConfig } from '../../../core/model/hook-config'
import {
  cognitoTokenHandler,
  type CognitoTokenHandler,
  type CognitoTokenOptions,
} from '../../../hooks/cognito-token/handler'
import { PROJECT } from '../../support/mesh'
import { PATIENT } from '../../support/patience'
import { CONFIG, keptLog, ROWS, rowsTable } from '../../support/token-lab'

type Claims = Record<string, unknown>

/** An event of Cognito, as far as it matters here. */
export interface Event {
  version: string
  triggerSource: string
  userName?: string
  callerContext: { clientId: string }
  request: {
    userAttributes: Record<string, string>
    groupConfiguration?: { groupsToOverride?: string[]; iamRolesToOverride?: string[]; preferredRole?: string | null }
    clientMetadata?: Record<string, string>
    scopes?: string[]
  }
  response: { claimsOverrideDetails?: unknown; claimsAndScopeOverrideDetails?: unknown }
}

/** One of AWS's sample events. */
export const sample = (name: string): Event =>
  JSON.parse(readFileSync(join(PROJECT, 'test', 'fixtures', 'cognito', `${name}.json`), 'utf8')) as Event

export interface Asked {
  readonly user?: string
  readonly groups?: readonly string[]
  /** Further attributes of the user. */
  readonly attributes?: Readonly<Record<string, string>>
}

/** A sample event for a user of the example mesh, who comes from the corporate directory. */
export function event(name: string, { user = 'anna@novonordisk.com', groups = [], attributes }: Asked = {}): Event {
  const made = sample(name)
  const identities = JSON.stringify([{ userId: user, providerName: 'directory', providerType: 'SAML', primary: true }])
  made.request.userAttributes = { ...made.request.userAttributes, identities, ...attributes }
  made.request.groupConfiguration = { ...made.request.groupConfiguration, groupsToOverride: [...groups] }
  return made
}

/** The hook of the example mesh, with its rows in memory. */
export function hook(options: Partial<CognitoTokenOptions> = {}): CognitoTokenHandler {
  const known = { config: CONFIG, table: rowsTable(ROWS), log: keptLog(), service: 'home', deadline: PATIENT }
  return cognitoTokenHandler({ ...known, ...options })
}

/** The example with a further setting of its Cognito service. */
export const configured = (home: Partial<HookConfig['services'][string]>): HookConfig => ({
  ...CONFIG,
  services: { ...CONFIG.services, home: { ...CONFIG.services.home!, ...home } },
})

const UNCHANGEABLE =
  /^(?:acr|amr|at_hash|aud|auth_time|azp|exp|iat|identities|iss|jti|nbf|nonce|origin_jti|sub|token_use|(?:cognito|dev):.*)$/

/**
 * The tokens that Cognito makes after the hook has answered. It is as strict as the guide can be read: details without
 * groups take the groups away.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
export async function tokens(
  handler: CognitoTokenHandler,
  sent: Event,
): Promise<{ readonly id: Claims; readonly access: Claims; readonly answer: Event }> {
  const answer = JSON.parse(JSON.stringify(await handler(structuredClone(sent)))) as Event
  const { claimsOverrideDetails: texts, claimsAndScopeOverrideDetails: objects } = answer.response as Details
  const isFirst = sent.version === '1' || sent.version === 'V1_0'
  const details = isFirst ? texts : objects
  const { userAttributes, groupConfiguration, scopes = [] } = sent.request
  const groups = (details ? details.groupOverrideDetails : groupConfiguration)?.groupsToOverride ?? []
  const base = { sub: userAttributes.sub, ...(groups.length > 0 && { 'cognito:groups': groups }) }
  const { clientId } = sent.callerContext
  const iss = 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Novo00001'
  const id = { ...userAttributes, ...base, iss, aud: clientId, token_use: 'id', 'cognito:username': sent.userName }
  const access = { ...base, iss, client_id: clientId, token_use: 'access', scope: scopes.join(' ') }
  if (isFirst) return { id: overridden(id, texts, (value) => typeof value === 'string'), access, answer }
  return {
    id: overridden(id, objects?.idTokenGeneration),
    access: overridden(access, objects?.accessTokenGeneration),
    answer,
  }
}

interface Overrides {
  readonly claimsToAddOrOverride?: Claims | null
  readonly claimsToSuppress?: readonly string[] | null
}
interface Details {
  readonly claimsOverrideDetails?: (Overrides & Grouped) | null
  readonly claimsAndScopeOverrideDetails?:
    | ({ readonly idTokenGeneration?: Overrides | null; readonly accessTokenGeneration?: Overrides | null } & Grouped)
    | null
}
interface Grouped {
  readonly groupOverrideDetails?: { readonly groupsToOverride?: readonly string[] } | null
}

function overridden(
  claims: Claims,
  overrides?: Overrides | null,
  takes: (value: unknown) => boolean = () => true,
): Claims {
  const { claimsToAddOrOverride, claimsToSuppress } = overrides ?? {}
  const added = Object.entries(claimsToAddOrOverride ?? {})
  const fault = added.find(([name, value]) => UNCHANGEABLE.test(name) || !takes(value))
  if (fault) throw new Error(`Cognito does not take the claim ${fault[0]}`)
  const all = { ...claims, ...Object.fromEntries(added) }
  return Object.fromEntries(Object.entries(all).filter(([name]) => !claimsToSuppress?.includes(name)))
}
