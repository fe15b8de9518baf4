import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { PARTITION_KEY, type TableKey } from '../../core/model/table-keys'
import type { GroupRows } from './rows'
import { ifHolds, type EntitlementSyncOptions } from './scope'

type Scope = Pick<EntitlementSyncOptions, 'client' | 'config'>

/** Writes both rows of a group, unless a newer version has. What is taken away ends at sign-in first. */
export async function writeRows(scope: Scope, { group, member }: GroupRows): Promise<void> {
  for (const row of group.gone ? [group, member] : [member, group]) await putNewest(scope, row)
}

async function putNewest({ client, config }: Scope, row: TableKey & { readonly version: number }): Promise<void> {
  await ifHolds(
    client.send(
      new PutCommand({
        TableName: config.table,
        Item: row,
        ConditionExpression: 'attribute_not_exists(#pk) OR #version <= :version',
        ExpressionAttributeNames: { '#pk': PARTITION_KEY, '#version': 'version' },
        ExpressionAttributeValues: { ':version': row.version },
      }),
    ),
  )
}
