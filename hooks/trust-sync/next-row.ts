import { liveKey } from '../../core/model/table-keys'
import { definitionOf, type PresentService, type ServiceEvent } from '../lib/events/service-event'
import type { ServiceRow } from './rows'

/** What an event makes of a service's row. */
export type Step =
  /** A newer version is known. */
  | { readonly kind: 'stale' }
  /** It has been begun already: what is missing is to be done. */
  | { readonly kind: 'same' }
  /** The name belonged to a service that is gone. */
  | { readonly kind: 'removed-name' }
  | { readonly kind: 'write'; readonly row: ServiceRow }

/**
 * The newest version counts, in whatever order events come; but an event that takes the service away counts for ever,
 * whatever its version, since a name is never used again. A refused version counts as if it had never come.
 *
 * @param revisions environment → the revision that is applied, of those that the event names
 */
export function nextRow(
  row: ServiceRow | undefined,
  event: ServiceEvent,
  revisions: Readonly<Record<string, string>>,
): Step {
  const version = Math.max(event.version, row?.version ?? 0)
  const { state } = row ?? {}
  if (event.state === 'absent') {
    if (state === 'removing' || state === 'removed') return { kind: 'same' }
    const definition = row?.definition && { definition: row.definition }
    return { kind: 'write', row: { ...headOf(event), ...definition, version, state: 'removing', environments: {} } }
  }
  if (state === 'removing' || state === 'removed')
    return { kind: version > event.version || event.version === row?.version ? 'stale' : 'removed-name' }
  if (row && (state !== 'refused' || row.refusal === ENDED)) {
    if (row.version > event.version) return { kind: 'stale' }
    if (row.version === event.version) return { kind: state === 'refused' ? 'stale' : 'same' }
  }
  return { kind: 'write', row: pendingRow(event, revisions) }
}

/** Why a service is over that was never active: what it was added on is not what is applied. */
export const ENDED = 'ended'

const pendingRow = (event: PresentService, environments: Readonly<Record<string, string>>): ServiceRow => ({
  ...headOf(event),
  version: event.version,
  state: 'pending',
  definition: definitionOf(event),
  environments,
})

/** The row of a service of which nothing was ever there. */
export const refusedRow = (event: PresentService, refusal: string): ServiceRow => ({
  ...headOf(event),
  version: event.version,
  state: 'refused',
  definition: definitionOf(event),
  environments: {},
  refusal,
})

type Head = Pick<ServiceRow, 'PK' | 'SK' | 'service' | 'by' | 'reason' | 'step'>

const headOf = ({ service, by, reason }: ServiceEvent): Head => ({
  ...liveKey.service(service),
  service,
  by,
  reason,
  step: 0,
})
