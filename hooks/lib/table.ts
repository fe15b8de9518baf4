import { BatchGetCommand, QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { PARTITION_KEY, type TableKey } from '../../core/model/table-keys'

/** A row of the entitlement table. */
export type Row = TableKey & Readonly<Record<string, unknown>>

/** Strongly consistent reads of the entitlement table. */
export interface TableReader {
  /** Every row of a partition, in the order of the sort key. */
  partition(key: string): Promise<Row[]>
  /** Any number of rows; those that are not there are missing. */
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

/** What a `BatchGetItem` takes. */
const MAX_KEYS = 100

/** DynamoDB refuses a key that is asked for twice. */
async function getAll(client: DynamoDBDocumentClient, table: string, keys: readonly TableKey[]): Promise<Row[]> {
  const distinct = [...new Map(keys.map((key) => [`${key.PK}\n${key.SK}`, { PK: key.PK, SK: key.SK }])).values()]
  const chunks = Array.from({ length: Math.ceil(distinct.length / MAX_KEYS) }, (_, place) =>
    distinct.slice(place * MAX_KEYS, (place + 1) * MAX_KEYS),
  )
  return (await Promise.all(chunks.map((each) => getSome(client, table, each)))).flat()
}

/** DynamoDB may leave some for another try. */
async function getSome(client: DynamoDBDocumentClient, table: string, keys: readonly TableKey[]): Promise<Row[]> {
  const rows: Row[] = []
  let wanted = [...keys]
  while (wanted.length > 0) {
    const request = { [table]: { Keys: wanted, ConsistentRead: true } }
    const { Responses, UnprocessedKeys } = await client.send(new BatchGetCommand({ RequestItems: request }))
    rows.push(...((Responses?.[table] ?? []) as Row[]))
    wanted = (UnprocessedKeys?.[table]?.Keys ?? []) as typeof wanted
  }
  return rows
}
