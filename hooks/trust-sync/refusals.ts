import type { HookConfig } from '../../core/model/hook-config'
import { IAM_QUOTAS } from '../../core/model/quotas/table/iam'
import type { PresentService } from '../lib/events/service-event'
import { definitionOf } from '../lib/events/service-event'
import type { ServiceDefinition } from '../lib/live-rows'
import { attributesOf, takenIn, type Index } from './claims'
import { metadataFault } from './metadata'
import { isTooLong } from './room'
import type { EnvironmentState, Reading } from './state'
import { accessOf, clientIdsOf, wantedOf } from './wanted'

/** Why an event is not followed, however often it comes. */
export interface EventRefusal {
  /** A stable word, for logs and the history. */
  readonly code: string
  /** For people. */
  readonly message: string
}

interface Facts {
  readonly config: HookConfig
  readonly index: Index
  /** By environment that the event names. */
  readonly environments: ReadonlyMap<string, Reading>
}

/** What of a service could not be, or would take something from another. */
export function refusalOf(event: PresentService, { config, index, environments }: Facts): EventRefusal | undefined {
  const { service } = event
  const definition = definitionOf(event)
  if (environments.size === 0)
    return { code: 'unknown-environment', message: 'no applied environment has a role of a persona or a share' }
  for (const [name, reading] of environments)
    if (reading === 'missing') return { code: 'unknown-environment', message: `there is no environment ${name}` }
  const fault = definition.protocol === 'saml' ? metadataFault(definition.metadata) : undefined
  if (fault !== undefined) return { code: 'bad-metadata', message: `the metadata of ${service}: ${fault}` }
  const declared = declaredWith(config, definition)
  if (declared !== undefined) return taken(definition, declared)
  const attribute = takenIn(index, service, attributesOf(definition))
  if (attribute !== undefined) return taken(definition, String(index[attribute]))
  for (const reading of environments.values()) {
    if (typeof reading === 'string') continue
    if (overflows(reading, service, definition))
      return { code: 'trust-too-long', message: `a role of ${reading.environment} has no room for ${service}` }
    if (crowds(reading, service, definition))
      return { code: 'too-many-clients', message: `a provider has no room for the client ids of ${service}` }
  }
  return undefined
}

export function taken(definition: ServiceDefinition, other: string): EventRefusal {
  const what = definition.protocol === 'saml' ? 'application' : 'application or client id'
  return { code: 'application-taken', message: `its ${what} is that of the service ${other}` }
}

/** The declared service that is known by the same application or client id. */
function declaredWith({ services }: HookConfig, definition: ServiceDefinition): string | undefined {
  const clientIds = definition.protocol === 'oidc' ? definition.clientIds : []
  const issuer = definition.protocol === 'oidc' ? definition.issuer : undefined
  const [name] =
    Object.entries(services).find(
      ([, each]) =>
        (definition.application !== undefined && each.application === definition.application) ||
        (issuer !== undefined && each.issuer === issuer && each.clientIds?.some((id) => clientIds.includes(id))),
    ) ?? []
  return name
}

/** Whether some role would have no room for the service beside all others. */
function overflows(state: EnvironmentState, name: string, definition: ServiceDefinition): boolean {
  const services = [...state.services.filter((each) => each.name !== name), { name, definition }]
  const { trust, roles } = wantedOf({ ...state, services })
  return roles.some((role) => role.live.length > 0 && isTooLong(trust, role))
}

/**
 * Whether the issuer's provider would have too many client ids. Those that the service had before are among them for a
 * moment, while roles still trust them.
 */
function crowds(state: EnvironmentState, name: string, definition: ServiceDefinition): boolean {
  if (definition.protocol !== 'oidc') return false
  const live = [...state.services, { name, definition }].map((each) => accessOf(state, each))
  const on = [...state.trust.services, ...live].filter(
    (each) => each.protocol === 'oidc' && each.issuer === definition.issuer,
  )
  return clientIdsOf(on).length > IAM_QUOTAS['client-ids'].limit
}
