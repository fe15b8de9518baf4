import { DeleteCommand } from '@aws-sdk/lib-dynamodb'
import { ownValue } from '../../core/model/own-value'
import { liveKey, type TableKey } from '../../core/model/table-keys'
import { release } from './claims'
import { Unsettled, type TrustSync } from './context'
import { bury } from './markers'
import { removeProviders } from './providers'
import type { LiveMember, ServiceRow } from './rows'
import { holds, readService, swap } from './service-rows'
import { holding, type EnvironmentState } from './state'
import { wantedOf } from './wanted'

/**
 * Takes away what no longer holds in an environment: providers that nothing uses, and rows of other revisions. No role
 * trusts any of it any more.
 *
 * @returns whether there was something
 */
export async function retire(sync: TrustSync, state: EnvironmentState): Promise<boolean> {
  const { environment, markers, past } = state
  const removed = await removeProviders(sync, await sync.iam(environment), wantedOf(state), markers)
  for (const group of past.groups) await deleteGroup(sync, environment, group)
  for (const marker of past.services) {
    await endService(sync, state, marker.service)
    await bury(sync, environment, marker)
  }
  return removed + past.groups.length + past.services.length > 0
}

/** The group's row first: the other one leads to it. */
async function deleteGroup(sync: TrustSync, environment: string, member: LiveMember): Promise<void> {
  const { dataset, group, revision } = member
  await deleteIf(sync, liveKey.group(group, environment, dataset), 'revision', revision)
  await deleteIf(sync, liveKey.member(environment, dataset, group), 'revision', revision)
}

/** Deletes a row unless it has been written anew. */
function deleteIf({ client, config }: TrustSync, key: TableKey, field: string, value: unknown): Promise<boolean> {
  return holds(() =>
    client.send(
      new DeleteCommand({
        TableName: config.table,
        Key: key,
        ConditionExpression: '#field = :value',
        ExpressionAttributeNames: { '#field': field },
        ExpressionAttributeValues: { ':value': value },
      }),
    ),
  )
}

const MAX_TRIES = 10

/**
 * Takes the environment out of a service that was added on another revision of it. One that has no environment left is
 * over: Terraform has taken it in, and then the row goes; or the files do not name it, and its name is not used again.
 */
async function endService(sync: TrustSync, { environment, trust }: EnvironmentState, name: string): Promise<void> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const { row, declared } = await readService(sync, name)
    if (!row || ownValue(row.environments, environment) === undefined || holding(row, environment, trust)) return
    const { [environment]: _, ...environments } = row.environments
    const isOver = Object.keys(environments).length === 0
    if (isOver) await release(sync, name, row.version)
    if (await swap(sync, name, row, isOver ? over(row, declared) : { ...row, environments })) return
  }
  throw new Unsettled(`${name} changes again and again`)
}

/** `undefined` for no row any more. What never was active may come again, as another version. */
function over(row: ServiceRow, declared: boolean): ServiceRow | undefined {
  if (declared) return undefined
  return row.state === 'active'
    ? { ...row, environments: {}, state: 'removed' }
    : { ...row, environments: {}, state: 'refused', refusal: 'ended' }
}
