import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { liveKey, PARTITION_KEY } from '../../core/model/table-keys'
import type { DatasetEvent } from '../lib/events/dataset-event'
import type { DatasetGate } from '../lib/live-rows'
import type { Row } from '../lib/table'
import { readGate } from './gate-row'
import { ifHolds, type EntitlementSyncOptions } from './scope'

type Scope = Pick<EntitlementSyncOptions, 'client' | 'config'>

/** What an event finds: a dataset's gate lets its versions through in one direction only. */
export type Step =
  /** It is the newest. */
  | 'open'
  /** It came before, and its rows may not all be written. */
  | 'resume'
  /** It came before, and all is written. */
  | 'done'
  /** A newer one came before. */
  | 'stale'
  /** Another content came with the same version. */
  | 'conflict'

export function nextStep(
  gate: Pick<DatasetGate, 'version' | 'digest' | 'pending'> | undefined,
  version: number,
  digest: string,
): Step {
  if (!gate || gate.version < version) return 'open'
  if (gate.version > version) return 'stale'
  if (gate.digest !== digest) return 'conflict'
  return gate.pending ? 'resume' : 'done'
}

/** What a gate says of the version that it lets through. */
export type GateContent = Omit<DatasetGate, 'PK' | 'SK' | 'pending' | 'touched'>

/**
 * Lets a newer version through; `touched` grows by its groups.
 *
 * @param seen the gate's version when the content was made of it
 * @returns `undefined` where another version has come in between
 */
export async function openGate(
  { client, config }: Scope,
  { environment, dataset }: Pick<DatasetEvent, 'environment' | 'dataset'>,
  content: GateContent,
  groups: readonly string[],
  seen: number | undefined,
): Promise<DatasetGate | undefined> {
  const values = Object.entries({ ...content, pending: true })
  const sets = values.map(([name]) => `#${name} = :${name}`).join(', ')
  const answer = await ifHolds(
    client.send(
      new UpdateCommand({
        TableName: config.table,
        Key: liveKey.dataset(environment, dataset),
        UpdateExpression: `SET ${sets}${groups.length > 0 ? ' ADD #touched :touched' : ''}`,
        ConditionExpression: seen === undefined ? 'attribute_not_exists(#pk)' : '#version = :seen',
        ExpressionAttributeNames: {
          ...Object.fromEntries(values.map(([name]) => [`#${name}`, name])),
          ...(groups.length > 0 && { '#touched': 'touched' }),
          ...(seen === undefined && { '#pk': PARTITION_KEY }),
        },
        ExpressionAttributeValues: {
          ...Object.fromEntries(values.map(([name, value]) => [`:${name}`, value])),
          ...(groups.length > 0 && { ':touched': new Set(groups) }),
          ...(seen !== undefined && { ':seen': seen }),
        },
        ReturnValues: 'ALL_NEW',
      }),
    ),
  )
  return answer && readGate(answer.Attributes as Row)
}

/** The gate of a version that came before and is not finished; `undefined` where that has changed. */
export async function resumeGate(
  { client, config }: Scope,
  { PK, SK, version, digest }: DatasetGate,
  groups: readonly string[],
): Promise<DatasetGate | undefined> {
  const answer = await ifHolds(
    client.send(
      new UpdateCommand({
        TableName: config.table,
        Key: { PK, SK },
        // The groups are there already, unless the lock file has come to spell one of them in another way.
        UpdateExpression: `SET #pending = :true${groups.length > 0 ? ' ADD #touched :touched' : ''}`,
        ConditionExpression: '#version = :version AND #digest = :digest AND #pending = :true',
        ExpressionAttributeNames: {
          '#version': 'version',
          '#digest': 'digest',
          '#pending': 'pending',
          ...(groups.length > 0 && { '#touched': 'touched' }),
        },
        ExpressionAttributeValues: {
          ':version': version,
          ':digest': digest,
          ':true': true,
          ...(groups.length > 0 && { ':touched': new Set(groups) }),
        },
        ReturnValues: 'ALL_NEW',
      }),
    ),
  )
  return answer && readGate(answer.Attributes as Row)
}

/** All rows of the version are written; those of `gone` need no look any more. A newer version closes for itself. */
export async function closeGate(
  { client, config }: Scope,
  { PK, SK, version }: DatasetGate,
  gone: readonly string[],
): Promise<void> {
  await ifHolds(
    client.send(
      new UpdateCommand({
        TableName: config.table,
        Key: { PK, SK },
        UpdateExpression: `SET #pending = :false${gone.length > 0 ? ' DELETE #touched :gone' : ''}`,
        ConditionExpression: '#version = :version',
        ExpressionAttributeNames: {
          '#version': 'version',
          '#pending': 'pending',
          ...(gone.length > 0 && { '#touched': 'touched' }),
        },
        ExpressionAttributeValues: {
          ':version': version,
          ':false': false,
          ...(gone.length > 0 && { ':gone': new Set(gone) }),
        },
      }),
    ),
  )
}
