import { declaredKey, liveKey, type TableKey } from '../../core/model/table-keys'
import type { TrustRow } from '../../core/model/trust-row'
import { appliedKeys, isApplied, readApplied } from '../lib/applied'
import { groupsOf } from '../lib/groups'
import type { DatasetGate, LiveIndex } from '../lib/live-rows'
import { readable } from '../lib/readable'
import { dynamoTable, type Row } from '../lib/table'
import { readTrustRow, revisionOf } from '../lib/trust-row'
import { readGate } from './gate-row'
import { lockedGroups, type LockedGroups } from './known-groups'
import { Postponed, type EntitlementSyncOptions } from './scope'

/** What the table says before an event changes it. */
export interface TableState {
  /** The environment as it is applied. */
  readonly trust: TrustRow
  /** @default - no event of the dataset has come yet */
  readonly gate?: DatasetGate
  readonly index?: LiveIndex
  /** What all environments say of groups, as they are applied. */
  readonly locked: LockedGroups
}

/**
 * Reads all rows at once: those of the dataset and its environment, and what every environment is applied with.
 *
 * @throws {Postponed} while an apply is running: half of its rows are there
 * @throws {BadRow}
 */
export async function readState(
  { client, config, log }: Pick<EntitlementSyncOptions, 'client' | 'config' | 'log'>,
  environment: string,
  dataset: string,
): Promise<TableState> {
  const keys = {
    meta: declaredKey.environment(environment),
    trust: declaredKey.trust(environment),
    gate: liveKey.dataset(environment, dataset),
    index: liveKey.index(),
  }
  const rows = await dynamoTable(client, config.table).rows([...Object.values(keys), ...appliedKeys(config)])
  const row = (key: TableKey): Row | undefined => rows.find(({ PK, SK }) => PK === key.PK && SK === key.SK)
  const [meta, trust, gate, index] = [row(keys.meta), row(keys.trust), row(keys.gate), row(keys.index)]
  if (!meta || !trust) throw new Postponed(`${environment} is not applied yet`)
  if (revisionOf(meta) !== revisionOf(trust)) throw new Postponed(`${environment} is being applied`)
  const metas = rows.filter(isApplied)
  // What another environment is applied with must not keep this one's events, whatever somebody has made of its row.
  const applied = metas.flatMap((each) => readable({ log }, readApplied, each) ?? [])
  return {
    locked: lockedGroups(groupsOf({ applied, retired: config.retired }), config, applied.length === metas.length),
    trust: readTrustRow(config, environment, trust),
    ...(gate && { gate: readGate(gate) }),
    ...(index && { index: index as LiveIndex }),
  }
}
