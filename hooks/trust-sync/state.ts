import { ownValue } from '../../core/model/own-value'
import {
  declaredKey,
  environmentPartition,
  LIVE_PREFIX,
  liveEnvironmentPartition,
  liveKey,
  SERVICE_PREFIX,
  type TableKey,
} from '../../core/model/table-keys'
import type { TrustRow } from '../../core/model/trust-row'
import type { ServiceDefinition } from '../lib/live-rows'
import type { Row } from '../lib/table'
import { readable } from '../lib/readable'
import { revisionOf } from '../lib/trust-row'
import type { TrustSync } from './context'
import {
  readMarker,
  readMember,
  readServiceRow,
  readTrustRow,
  type LiveMember,
  type MarkedTrustRow,
  type Marker,
  type ServiceRow,
} from './rows'

/** A service of run time that leads to an environment's roles. */
export interface HeldService {
  readonly name: string
  readonly definition: ServiceDefinition
}

/** What an environment's trust policies are to be made of. */
export interface EnvironmentState {
  readonly environment: string
  /** What is applied. */
  readonly trust: MarkedTrustRow
  /** What events opened for groups, and still holds. */
  readonly groups: readonly LiveMember[]
  /** Sorted by name. */
  readonly services: readonly HeldService[]
  /** Every service of which something may be, or not long ago was, in the account. */
  readonly markers: readonly Marker[]
  /** What was made on another revision, or taken away. */
  readonly past: { readonly groups: readonly LiveMember[]; readonly services: readonly Marker[] }
  /** Services of `markers` that are on their way from one state to another. */
  readonly moving: readonly string[]
}

/** `missing` where nothing was ever applied; `applying` where Terraform is about to finish, or stopped half-way. */
export type Reading = EnvironmentState | 'missing' | 'applying'

/** Reads what holds in an environment. @throws where its row TRUST cannot be trusted */
export async function readEnvironment(sync: TrustSync, environment: string): Promise<Reading> {
  const [applied = [], rows = []] = await Promise.all(
    [environmentPartition(environment), liveEnvironmentPartition(environment)].map((each) =>
      sync.table.partition(each),
    ),
  )
  const at = ({ SK }: TableKey): Row | undefined => applied.find((each) => each.SK === SK)
  const [meta, declared] = [at(declaredKey.environment(environment)), at(declaredKey.trust(environment))]
  if (!meta) return 'missing'
  const revision = revisionOf(meta)
  if (declared?.revision !== revision) return 'applying'
  const trust = readTrustRow(sync.config, environment, declared)
  const ofKind = (prefix: string): Row[] => rows.filter(({ SK }) => SK.startsWith(prefix))
  const members = ofKind(LIVE_PREFIX).flatMap((row) => readable(sync, readMember, row) ?? [])
  const markers = ofKind(SERVICE_PREFIX).flatMap((row) => readable(sync, readMarker, row) ?? [])
  const services = await readServices(
    sync,
    markers.map(({ service }) => service),
  )
  const held = ({ service }: Marker): HeldService | undefined => holding(services.get(service), environment, trust)
  return {
    environment,
    trust,
    groups: members.filter((each) => each.revision === revision && !each.gone),
    services: markers.flatMap((each) => held(each) ?? []).sort((a, b) => (a.name < b.name ? -1 : 1)),
    markers,
    past: {
      groups: members.filter((each) => each.revision !== revision),
      services: markers.filter((each) => each.trusted && !held(each)),
    },
    moving: markers.map((each) => each.service).filter((name) => isMoving(services.get(name))),
  }
}

const isMoving = (row: ServiceRow | undefined): boolean => row?.state === 'pending' || row?.state === 'removing'

/** A service holds where it was added on the revision that is applied, unless the files declare it there by now. */
export function holding(
  row: ServiceRow | undefined,
  environment: string,
  { revision, services }: TrustRow,
): HeldService | undefined {
  if (!row?.definition || (row.state !== 'pending' && row.state !== 'active')) return undefined
  const { service: name, definition } = row
  if (ownValue(row.environments, environment) !== revision) return undefined
  return services.some((each) => each.name === name) ? undefined : { name, definition }
}

async function readServices(sync: TrustSync, names: readonly string[]): Promise<Map<string, ServiceRow>> {
  const rows = await sync.table.rows(names.map(liveKey.service))
  return new Map(rows.flatMap((row) => readable(sync, readServiceRow, row) ?? []).map((row) => [row.service, row]))
}
