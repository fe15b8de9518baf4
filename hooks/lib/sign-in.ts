import type { HookConfig } from '../../core/model/hook-config'
import { ownValue } from '../../core/model/own-value'
import { certainGroups } from './certain'
import { readEntitlements, type Entitlements } from './entitlements'
import type { Log } from './log'
import { makeSession } from './make-session'
import { openedRoles, type Target } from './opened-roles'
import { Refusal, unavailable } from './refusal'
import { activeService } from './services'
import type { Session, SignInRequest } from './session'
import type { TableReader } from './table'
import { thrown } from './thrown'
import { assertUser } from './user'

/** What a sign-in is decided with. */
export interface SignInScope {
  readonly config: HookConfig
  readonly table: TableReader
  readonly log: Log
  /** How many bytes all session tags of one sign-in have together, names and values. @default - as many as STS takes */
  readonly tagBytes?: number
}

/**
 * Makes a session of a user and their groups: the roles that the entitlement table opens for them through the service,
 * and the codes of exactly the groups that open one. No group is left out to fit a limit: what does not fit is refused.
 * An attribute that no session tag takes is left out, since only what reads its tag needs it.
 *
 * @throws {Refusal} if nobody may sign in like this, a table that does not answer included; it says to the log who
 */
export async function signIn(scope: SignInScope, request: SignInRequest): Promise<Session> {
  try {
    return await decide(scope, request)
  } catch (error) {
    throw error instanceof Refusal ? error.about(request) : error
  }
}

async function decide(scope: SignInScope, request: SignInRequest): Promise<Session> {
  const { config, log } = scope
  const { user, groups } = request
  assertUser(config, user)
  if (groups.length === 0) throw new Refusal('no-groups', 'The sign-in names none of your groups.')
  const held = await read(scope, request)
  const target = targetOf(config, request.service, held)
  const certain = certainGroups(held.groups, log)
  const opened = certain.flatMap((group) => openedRoles({ config, target, revisions: held.revisions }, group))
  return makeSession(scope, request, target, opened)
}

async function read(scope: SignInScope, { service, groups }: SignInRequest): Promise<Entitlements> {
  try {
    return await readEntitlements(scope, service, groups)
  } catch (error) {
    throw error instanceof Refusal ? error : unavailable(thrown(error))
  }
}

function targetOf(config: HookConfig, name: string, { service }: Entitlements): Target {
  const declared = ownValue(config.services, name)
  const live = activeService(config, name, service)
  if (declared) return { name, maxGroups: declared.maxGroups, ...(live && { live }) }
  if (!live) throw new Refusal('unknown-application', 'This application is not a service of the data mesh.', { name })
  return { name, maxGroups: live.definition.maxGroups, live }
}
