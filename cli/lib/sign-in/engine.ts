import { CreateTableCommand, DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb'
import dynalite from 'dynalite'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { PARTITION_KEY, SORT_KEY } from '../../../core/model/table-keys'

/** An entitlement table on this machine, in memory: the same calls as in AWS, without an account. */
export interface Engine {
  /** Where it answers: a port of this machine that was free. */
  readonly endpoint: string
  readonly client: DynamoDBDocumentClient
  /** Writes rows as they are; one with the same keys is overwritten. */
  putItems(items: readonly object[]): Promise<void>
  close(): Promise<void>
}

/** Starts an engine with one empty table of the entitlement table's keys. */
export async function startEngine(table: string): Promise<Engine> {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const dynamo = new DynamoDBClient({
    endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    requestHandler: { httpAgent: { maxSockets: 128, keepAlive: true } },
  })
  const client = DynamoDBDocumentClient.from(dynamo, { marshallOptions: { removeUndefinedValues: true } })
  await createTable(dynamo, table)
  return {
    endpoint,
    client,
    putItems: async (items) => {
      await Promise.all(items.map((Item) => client.send(new PutCommand({ TableName: table, Item }))))
    },
    close: async () => {
      dynamo.destroy()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    },
  }
}

async function createTable(dynamo: DynamoDBClient, table: string): Promise<void> {
  await dynamo.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: PARTITION_KEY, KeyType: 'HASH' },
        { AttributeName: SORT_KEY, KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [PARTITION_KEY, SORT_KEY].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    }),
  )
  const state = async (): Promise<string | undefined> =>
    (await dynamo.send(new DescribeTableCommand({ TableName: table }))).Table?.TableStatus
  while ((await state()) !== 'ACTIVE') await setTimeout(1)
}
