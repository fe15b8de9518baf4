import { oidcProviderArn, samlProviderArn } from '../../core/model/arn'
import type { HookConfig } from '../../core/model/hook-config'
import { samlProviderName } from '../../core/model/names'
import { ownValue } from '../../core/model/own-value'
import type { HeldGroup } from './entitlements'
import type { GroupRow, RowRole, ServiceRow } from './rows'
import type { SessionRole } from './session'

/** A role that one of the user's groups opens through the service. */
export interface OpenedRole extends SessionRole {
  readonly group: string
  readonly code: string
  /** How long a session of the role lasts at most. */
  readonly sessionHours: number
}

/** The service that somebody signs in through. */
export interface Target {
  readonly name: string
  readonly maxGroups: number
  /**
   * Its row, if an event added it: rows of groups do not name it. One that the files declare meanwhile has such a row
   * until each of its environments is applied.
   */
  readonly live?: ServiceRow
}

export interface OpenedScope {
  readonly config: HookConfig
  readonly target: Target
  /** Environment → the revision that is applied. */
  readonly revisions: ReadonlyMap<string, string>
}

export function openedRoles(scope: OpenedScope, { name: group, code, rows }: HeldGroup): OpenedRole[] {
  return rows.flatMap((row) =>
    row.roles.flatMap((role) => {
      const { arn, persona, sessionHours } = role
      const provider = providerOf(scope, row, role)
      return provider === undefined ? [] : [{ group, code, arn, persona, sessionHours, provider }]
    }),
  )
}

/** What stands beside the role; `undefined` if the service does not lead to it. */
function providerOf({ config, target, revisions }: OpenedScope, row: GroupRow, role: RowRole): string | undefined {
  const { name, live } = target
  const declared = ownValue(role.services, name)
  if (declared !== undefined || !live) return declared
  const revision = ownValue(live.environments, row.environment)
  // Home storage trusts the services that its file names, and no others.
  if (/^home(?:-writers)?$/.test(role.persona) || revision === undefined || revisions.get(row.environment) !== revision)
    return undefined
  return liveProvider(config, name, live, role)
}

/** The provider that a service of run time has in each account. */
function liveProvider(
  { mesh, partition }: HookConfig,
  name: string,
  { definition }: ServiceRow,
  { arn }: RowRole,
): string | undefined {
  const scope = { partition, account: arn.split(':')[4] ?? '', region: '' }
  if (definition.protocol === 'saml') return samlProviderArn(scope, samlProviderName(mesh, name))
  return definition.issuer === undefined ? undefined : oidcProviderArn(scope, definition.issuer)
}
