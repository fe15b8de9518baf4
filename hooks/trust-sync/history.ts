import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { sha256 } from '../../core/model/hash'
import { liveKey } from '../../core/model/table-keys'
import { definitionOf, environmentsOf, type ServiceEvent } from '../lib/events/service-event'
import type { TrustSync } from './context'
import { holds } from './service-rows'

/**
 * Writes down who decided what, why and when: a row for each version, which nothing overwrites.
 *
 * @returns `false` where the version is known with another content
 */
export async function record({ client, config, table }: TrustSync, event: ServiceEvent): Promise<boolean> {
  const { service, version, state, by, reason, at } = event
  const key = liveKey.serviceHistory(service, version)
  const digest = digestOf(event)
  const environments = event.state === 'present' ? environmentsOf(event) : []
  const item = { ...key, service, version, state, environments, by, reason, at, digest }
  const isNew = await holds(() =>
    client.send(
      new PutCommand({
        TableName: config.table,
        Item: item,
        ConditionExpression: 'attribute_not_exists(#key)',
        ExpressionAttributeNames: { '#key': 'PK' },
      }),
    ),
  )
  if (isNew) return true
  const [row] = await table.rows([key])
  return row?.digest === digest
}

/** Writes down why a version is refused. */
export async function recordRefusal(
  { client, config }: TrustSync,
  { service, version }: Pick<ServiceEvent, 'service' | 'version'>,
  refusal: string,
): Promise<void> {
  await holds(() =>
    client.send(
      new UpdateCommand({
        TableName: config.table,
        Key: liveKey.serviceHistory(service, version),
        UpdateExpression: 'SET #refusal = :refusal',
        ConditionExpression: 'attribute_exists(#key) AND (attribute_not_exists(#refusal) OR #refusal <> :refusal)',
        ExpressionAttributeNames: { '#key': 'PK', '#refusal': 'refusal' },
        ExpressionAttributeValues: { ':refusal': refusal },
      }),
    ),
  )
}

/** Equal for two events that say the same; when it was decided may differ where it was sent again. */
function digestOf(event: ServiceEvent): string {
  const { service, version, state, by, reason } = event
  const present = event.state === 'present' && [sorted(definitionOf(event)), environmentsOf(event)]
  return sha256(JSON.stringify([service, version, state, by, reason, present])).toString('hex')
}

const sorted = (value: object): [string, unknown][] => Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
