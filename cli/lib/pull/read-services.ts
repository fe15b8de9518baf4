import { ownValue } from '../../../core/model/own-value'
import { liveKey } from '../../../core/model/table-keys'
import type { ServiceDefinition } from '../../../hooks/lib/live-rows'
import type { TableReader } from '../../../hooks/lib/table'
import type { EnvironmentRows } from './read'
import { badRow, readRow, serviceRow, stateRow, type Applied } from './rows'

/** A service that an event added. */
export interface LiveService {
  readonly name: string
  readonly definition: ServiceDefinition
  /** Where it holds, and what is applied there; sorted by name, never empty. */
  readonly environments: ReadonlyMap<string, Applied>
  readonly by: string
  readonly reason: string
}

export interface LiveServices {
  /** Sorted by name. */
  readonly services: readonly LiveService[]
  /** Services that are on their way, in words. */
  readonly notes: readonly string[]
}

/** The services of run time that hold in the given environments. Throws a UserError for rows that no hook writes. */
export async function readServices(
  table: TableReader,
  environments: readonly EnvironmentRows[],
): Promise<LiveServices> {
  const names = [...new Set(environments.flatMap((each) => each.services))].sort()
  const rows = await table.rows(names.map(liveKey.service))
  const services: LiveService[] = []
  const notes: string[] = []
  for (const name of names) {
    const row = rows.find(({ PK }) => PK === liveKey.service(name).PK)
    if (!row) continue
    const { state } = readRow(stateRow, row)
    if (state === 'pending') notes.push(`the service ${name} is not active yet: pull again once it is`)
    if (state !== 'active') continue
    const { service, environments: added, ...live } = readRow(serviceRow, row)
    if (service !== name) throw badRow(row, 'its key names another service than its attributes')
    const where = environments.filter((each) => ownValue(added, each.name) === each.revision)
    const applied = new Map(
      where
        .map((each) => [each.name, each.applied()] as const)
        // What is declared and applied is no service of run time any more.
        .filter(([, { services: declared }]) => !declared.some((each) => each.name === name)),
    )
    if (applied.size > 0) services.push({ name, environments: applied, ...live })
  }
  return { services, notes }
}
