import { declaredKey, liveKey } from '../../core/model/table-keys'
import type { TrustRow } from '../../core/model/trust-row'
import type { DatasetGate, LiveIndex } from '../lib/live-rows'
import { dynamoTable, type Row } from '../lib/table'
import { readTrustRow, revisionOf } from '../lib/trust-row'
import { readGate } from './gate-row'
import { Postponed, type EntitlementSyncOptions } from './scope'

/** What the table says before an event changes it. */
export interface TableState {
  /** The environment as it is applied. */
  readonly trust: TrustRow
  /** @default - no event of the dataset has come yet */
  readonly gate?: DatasetGate
  readonly index?: LiveIndex
}

/**
 * Reads all four rows in one consistent request.
 *
 * @throws {Postponed} while an apply is running: half of its rows are there
 * @throws {BadRow}
 */
export async function readState(
  { client, config }: Pick<EntitlementSyncOptions, 'client' | 'config'>,
  environment: string,
  dataset: string,
): Promise<TableState> {
  const keys = {
    meta: declaredKey.environment(environment),
    trust: declaredKey.trust(environment),
    gate: liveKey.dataset(environment, dataset),
    index: liveKey.index(),
  }
  const rows = await dynamoTable(client, config.table).rows(Object.values(keys))
  const row = (name: keyof typeof keys): Row | undefined =>
    rows.find(({ PK, SK }) => PK === keys[name].PK && SK === keys[name].SK)
  const [meta, trust, gate, index] = [row('meta'), row('trust'), row('gate'), row('index')]
  if (!meta || !trust) throw new Postponed(`${environment} is not applied yet`)
  if (revisionOf(meta) !== revisionOf(trust)) throw new Postponed(`${environment} is being applied`)
  return {
    trust: readTrustRow(config, environment, trust),
    ...(gate && { gate: readGate(gate) }),
    ...(index && { index: index as LiveIndex }),
  }
}
