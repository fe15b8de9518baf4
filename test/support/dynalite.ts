import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { startEngine } from '../../cli/lib/sign-in/engine'
import { dynamoTable, type TableReader } from '../../hooks/lib/table'

/** An entitlement table of a test, in memory. */
export interface Table {
  /** Its name. */
  readonly name: string
  readonly endpoint: string
  readonly client: DynamoDBDocumentClient
  /** What hooks read it with. */
  readonly reader: TableReader
  put(rows: readonly object[]): Promise<void>
  close(): Promise<void>
}

export async function startTable(rows: readonly object[] = [], name = 'acme-entitlements'): Promise<Table> {
  const { endpoint, client, putItems, close } = await startEngine(name)
  await putItems(rows)
  return { name, endpoint, client, reader: dynamoTable(client, name), put: putItems, close }
}
