import type { HookConfig, HookService } from '../../core/model/hook-config'
import { ownValue } from '../../core/model/own-value'
import { liveKey } from '../../core/model/table-keys'
import { Refusal, unavailable } from './refusal'
import { serviceRow, type ServiceRow } from './rows'
import type { TableReader } from './table'
import { thrown } from './thrown'

/** A service with its name. */
export interface NamedService {
  readonly name: string
  readonly service: HookService
}

/** How a request says which service it is of. */
export interface ServiceQuery {
  readonly protocol: HookService['protocol']
  /** Whether a declared service of the protocol is meant. */
  matches(service: HookService): boolean
  /** The attribute of the index that names a service of run time: see live-rows.ts. */
  readonly attribute: string
}

/**
 * The service that is asked about: a declared one, or, where events may add some, one of run time that is active.
 *
 * @throws {Refusal} `unknown-application`; `unavailable` if the table does not answer
 */
export async function findService(
  { config, table }: { readonly config: HookConfig; readonly table: TableReader },
  { protocol, matches, attribute }: ServiceQuery,
): Promise<NamedService> {
  const declared = Object.entries(config.services).filter(([, each]) => each.protocol === protocol && matches(each))
  const [only] = declared
  if (only && declared.length === 1) return { name: only[0], service: only[1] }
  const live = only || !config.sync ? undefined : await liveService(config, table, attribute)
  if (live?.service.protocol !== protocol || !matches(live.service))
    throw new Refusal('unknown-application', 'This application is not a service of the data mesh.', { attribute })
  return live
}

async function liveService(
  config: HookConfig,
  table: TableReader,
  attribute: string,
): Promise<NamedService | undefined> {
  try {
    const [index] = await table.rows([liveKey.index()])
    const name = index && ownValue(index, attribute)
    if (typeof name !== 'string') return undefined
    const [row] = await table.rows([liveKey.service(name)])
    const active = activeService(config, name, row && serviceRow(row))
    // A declared service is told by what the files say of it, and by nothing else.
    if (!active || ownValue(config.services, name) !== undefined) return undefined
    return { name, service: active.definition }
  } catch (error) {
    throw unavailable(thrown(error))
  }
}

/**
 * A row counts while the service is active. A service that the files declare has one only if an event had added it
 * before: it is the same service, of the same protocol, where its environments are not applied yet.
 */
export function activeService(config: HookConfig, name: string, row: ServiceRow | undefined): ServiceRow | undefined {
  const declared = ownValue(config.services, name)
  const isSame = declared === undefined || declared.protocol === row?.definition.protocol
  return row?.state === 'active' && isSame ? row : undefined
}
