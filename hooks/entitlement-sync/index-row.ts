import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { groupKey } from '../../core/model/group-names'
import { liveKey } from '../../core/model/table-keys'
import type { CodedGroup } from '../../core/model/entitlements'
import { indexedGroup } from '../lib/live-index'
import { groupAttribute, type LiveIndex } from '../lib/live-rows'
import type { LockedGroups } from './known-groups'
import type { EntitlementSyncOptions } from './scope'

/** An update expression may have 4 KB. */
const ENTRIES_AT_ONCE = 50

/** The groups that a sign-in would not find: neither the lock file nor the index knows them as they are. */
export function unindexed(
  { declared }: Pick<LockedGroups, 'declared'>,
  index: LiveIndex | undefined,
  groups: readonly CodedGroup[],
): CodedGroup[] {
  return groups.filter(({ name, code }) => {
    const key = groupKey(name)
    const entry = indexedGroup(index, key)
    return !declared.has(key) && !(entry?.name === name && entry.code === code)
  })
}

/** Each group has an attribute of its own, so that events at the same time do not overwrite one another. */
export async function addToIndex(
  { client, config }: Pick<EntitlementSyncOptions, 'client' | 'config'>,
  groups: readonly CodedGroup[],
): Promise<void> {
  for (let start = 0; start < groups.length; start += ENTRIES_AT_ONCE) {
    const some = groups.slice(start, start + ENTRIES_AT_ONCE)
    await client.send(
      new UpdateCommand({
        TableName: config.table,
        Key: liveKey.index(),
        UpdateExpression: `SET ${some.map((_, place) => `#g${place} = :g${place}`).join(', ')}`,
        ExpressionAttributeNames: Object.fromEntries(
          some.map(({ name }, place) => [`#g${place}`, groupAttribute(groupKey(name))]),
        ),
        ExpressionAttributeValues: Object.fromEntries(
          some.map(({ name, code }, place) => [`:g${place}`, { name, code }]),
        ),
      }),
    )
  }
}
