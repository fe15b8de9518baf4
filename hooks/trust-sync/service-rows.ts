import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { liveKey } from '../../core/model/table-keys'
import type { TrustSync } from './context'
import { readServiceRow, type ServiceRow } from './rows'

/** What the table knows of a service. */
export interface KnownService {
  /** Its row of run time. */
  readonly row: ServiceRow | undefined
  /** Whether the files declare a service of the name. */
  readonly declared: boolean
}

export async function readService({ config, table }: TrustSync, name: string): Promise<KnownService> {
  const [row] = await table.rows([liveKey.service(name)])
  return { row: row && readServiceRow(row), declared: Object.hasOwn(config.services, name) }
}

/**
 * Puts a row in the place of the one that was read, or deletes that.
 *
 * @returns `false` where the table has another one by now
 */
export async function swap(
  { client, config }: TrustSync,
  name: string,
  from: ServiceRow | undefined,
  to: ServiceRow | undefined,
): Promise<boolean> {
  const base = { TableName: config.table, ...conditionOf(from) }
  return holds(async () => {
    if (to) await client.send(new PutCommand({ ...base, Item: { ...to, step: (from?.step ?? 0) + 1 } }))
    else await client.send(new DeleteCommand({ ...base, Key: liveKey.service(name) }))
  })
}

interface Condition {
  readonly ConditionExpression: string
  readonly ExpressionAttributeNames: Record<string, string>
  readonly ExpressionAttributeValues?: Record<string, unknown>
}

function conditionOf(from: ServiceRow | undefined): Condition {
  if (!from) return { ConditionExpression: 'attribute_not_exists(#key)', ExpressionAttributeNames: { '#key': 'PK' } }
  return {
    ConditionExpression: '#version = :version AND #step = :step',
    ExpressionAttributeNames: { '#version': 'version', '#step': 'step' },
    ExpressionAttributeValues: { ':version': from.version, ':step': from.step },
  }
}

/** Whether the condition of a write held. */
export async function holds(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write()
    return true
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false
    throw error
  }
}
