import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { liveKey, PARTITION_KEY } from '../../core/model/table-keys'
import type { DatasetEvent } from '../lib/events/dataset-event'
import type { AcceptedEvent, DatasetGate, DatasetHistory, RefusedEvent } from '../lib/live-rows'
import { missingIn } from './grants'
import { ifHolds, type EntitlementSyncOptions } from './scope'

type Named = Pick<DatasetEvent, 'environment' | 'dataset'>

/** What a gate knows of its version: each delivery of an event writes the same row. */
export function acceptedEvent({ environment, dataset }: Named, gate: DatasetGate): AcceptedEvent {
  const { version, revision, by, reason, at, acceptedAt, before, grants } = gate
  return {
    ...liveKey.datasetHistory(environment, dataset, version),
    outcome: 'accepted',
    environment,
    dataset,
    version,
    by,
    reason,
    at,
    acceptedAt,
    revision,
    follows: before.version,
    gained: missingIn(before.grants, grants),
    lost: missingIn(grants, before.grants),
  }
}

export function refusedEvent(event: DatasetEvent, faults: readonly string[], now: Date): RefusedEvent {
  const { environment, dataset, version, by, reason, at } = event
  return {
    ...liveKey.datasetHistory(environment, dataset, version),
    outcome: 'refused',
    environment,
    dataset,
    version,
    by,
    reason,
    at,
    refusedAt: now.toISOString(),
    faults,
  }
}

/** Writes a row of history once; what was refused may be mended with the same version, and history then says that. */
export async function putHistory(
  { client, config }: Pick<EntitlementSyncOptions, 'client' | 'config'>,
  row: DatasetHistory,
): Promise<void> {
  const isMending = row.outcome === 'accepted'
  await ifHolds(
    client.send(
      new PutCommand({
        TableName: config.table,
        Item: row,
        ConditionExpression: `attribute_not_exists(#pk)${isMending ? ' OR #outcome = :refused' : ''}`,
        ExpressionAttributeNames: { '#pk': PARTITION_KEY, ...(isMending && { '#outcome': 'outcome' }) },
        ...(isMending && { ExpressionAttributeValues: { ':refused': 'refused' } }),
      }),
    ),
  )
}
