import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { serviceAccess } from '../../core/model/graph/services'
import { ownValue } from '../../core/model/own-value'
import { liveKey } from '../../core/model/table-keys'
import type { TrustSync } from './context'
import { readMarker, type Marker, type ServiceRow } from './rows'
import { holds } from './service-rows'
import { asDeclared } from './wanted'

/** By environment. */
export async function readMarkers({ config, table }: TrustSync, service: string): Promise<Map<string, Marker>> {
  const names = Object.keys(config.environments)
  const rows = await table.rows(names.map((each) => liveKey.serviceIn(each, service)))
  return new Map(
    names.flatMap((name) => {
      const row = rows.find(({ PK }) => PK === liveKey.serviceIn(name, service).PK)
      return row ? [[name, readMarker(row)] as const] : []
    }),
  )
}

/** Says in the environment's partition that something of the service may be in its account: before there is. */
export async function mark(
  { client, config }: TrustSync,
  { service, version, definition }: ServiceRow,
  environment: string,
  revision: string,
  marker: Marker | undefined,
): Promise<void> {
  const { mesh, partition } = config
  const place = ownValue(config.environments, environment)
  const access =
    definition && place && serviceAccess(service, asDeclared(definition), { mesh, partition, environment, ...place })
  const isMarked = marker?.trusted && marker.version === version && marker.revision === revision
  if (!access || (isMarked && marker.providers.has(access.provider))) return
  await holds(() =>
    client.send(
      new UpdateCommand({
        TableName: config.table,
        Key: liveKey.serviceIn(environment, service),
        UpdateExpression:
          'SET #version = :version, #revision = :revision, #service = :service, #trusted = :true, #definition = :definition REMOVE #expiresAt ADD #providers :providers',
        ConditionExpression: 'attribute_not_exists(#version) OR #version <= :version',
        ExpressionAttributeNames: {
          '#version': 'version',
          '#revision': 'revision',
          '#service': 'service',
          '#trusted': 'trusted',
          '#definition': 'definition',
          '#providers': 'providers',
          '#expiresAt': 'expiresAt',
        },
        ExpressionAttributeValues: {
          ':version': version,
          ':revision': revision,
          ':service': service,
          ':true': true,
          ':definition': definition,
          ':providers': new Set([access.provider]),
        },
      }),
    ),
  )
}

/** A delivery of a queue comes again for two weeks at most. */
const KEPT_SECONDS = 30 * 24 * 3_600

/**
 * Says that nothing of the service is left in the environment's account. The row stays a while: a function that fell
 * behind may make the provider once more, and whoever looks next must know of it.
 */
export async function bury(
  { client, config, now }: TrustSync,
  environment: string,
  { service, version, revision }: Marker,
): Promise<void> {
  await holds(() =>
    client.send(
      new UpdateCommand({
        TableName: config.table,
        Key: liveKey.serviceIn(environment, service),
        UpdateExpression: 'SET #trusted = :false, #revision = :none, #expiresAt = :expiresAt REMOVE #definition',
        ConditionExpression: '#version = :version AND #revision = :revision',
        ExpressionAttributeNames: {
          '#trusted': 'trusted',
          '#revision': 'revision',
          '#expiresAt': 'expiresAt',
          '#definition': 'definition',
          '#version': 'version',
        },
        ExpressionAttributeValues: {
          ':false': false,
          ':none': '',
          ':expiresAt': Math.floor(now().getTime() / 1_000) + KEPT_SECONDS,
          ':version': version,
          ':revision': revision,
        },
      }),
    ),
  )
}
