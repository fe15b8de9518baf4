import { BatchGetCommand, QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { PARTITION_KEY, type TableKey } from '../../core/model/table-keys'

/** A row of the entitlement table. */
export type Row = TableKey & Readonly<Record<string, unknown>>

/** Strongly consistent reads of the entitlement table. */
export interface TableReader {
  /** Every row of a partition, in the order of the sort key. */
  partition(key: string): Promise<Row[]>
  /** Up to 100 rows; those that are not there are missing. */
  rows(keys: readonly TableKey[]): Promise<Row[]>
}

export function dynamoTable(client: DynamoDBDocumentClient, table: string): TableReader {
  return {
    partition: (key) => queryAll(client, table, key),
    rows: (keys) => getAll(client, table, keys),
  }
}

async function queryAll(client: DynamoDBDocumentClient, table: string, key: string): Promise<Row[]> {
  const rows: Row[] = []
  let next: Record<string, unknown> | undefined
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: '#pk = :pk',
        ExpressionAttributeNames: { '#pk': PARTITION_KEY },
        ExpressionAttributeValues: { ':pk': key },
        ...(next && { ExclusiveStartKey: next }),
      }),
    )
    rows.push(...((page.Items ?? []) as Row[]))
    next = page.LastEvaluatedKey
  } while (next)
  return rows
}

/** DynamoDB refuses a key that is asked for twice, and may leave some for another try. */
async function getAll(client: DynamoDBDocumentClient, table: string, keys: readonly TableKey[]): Promise<Row[]> {
  const rows: Row[] = []
  let wanted = [...new Map(keys.map((key) => [`${key.PK}\n${key.SK}`, { PK: key.PK, SK: key.SK }])).values()]
  while (wanted.length > 0) {
    const request = { [table]: { Keys: wanted, ConsistentRead: true } }
    const { Responses, UnprocessedKeys } = await client.send(new BatchGetCommand({ RequestItems: request }))
    rows.push(...((Responses?.[table] ?? []) as Row[]))
    wanted = (UnprocessedKeys?.[table]?.Keys ?? []) as typeof wanted
  }
  return rows
}
