import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { setImmediate } from 'node:timers/promises'
import { PARTITION_KEY, SORT_KEY } from '../../core/model/table-keys'
import { dynamoTable, type Row, type TableReader } from '../../hooks/lib/table'

/*
 * The embedded engine without HTTP, signatures and the SDK's middleware: ten times as many requests a second, for tests
 * that need hundreds of thousands. Expressions, conditions and limits are the engine's own.
 */

type Data = Record<string, unknown>
type Action = (store: unknown, data: Data, done: (error: unknown, answer?: Data) => void) => void
interface Validation {
  readonly types: unknown
  readonly custom: unknown
}
interface Validations {
  checkTypes(data: Data, types: unknown): Data
  checkValidations(data: Data, types: unknown, custom: unknown, store: unknown): void
}

/* eslint-disable @typescript-eslint/no-require-imports */
const { create } = require('dynalite/db') as { create(options: object): unknown }
const validations = require('dynalite/validations') as Validations
const operations = Object.fromEntries(
  ['createTable', 'putItem', 'updateItem', 'deleteItem', 'batchGetItem', 'query', 'scan'].map((name) => [
    name,
    {
      action: require(`dynalite/actions/${name}`) as Action,
      validation: require(`dynalite/validations/${name}`) as Validation,
    },
  ]),
)
/* eslint-enable @typescript-eslint/no-require-imports */

export interface DirectTable {
  readonly name: string
  readonly client: DynamoDBDocumentClient
  put(rows: readonly object[]): Promise<void>
  /** Every row, sorted by key. */
  rows(): Promise<Row[]>
  /** What hooks read it with. */
  readonly reader: TableReader
}

/** An engine with any number of tables. */
export function directEngine(): { table(name: string): Promise<DirectTable> } {
  const store = create({ createTableMs: 0 })
  const run = async (operation: string, input: Data): Promise<Data> => {
    const { action, validation } = operations[operation] ?? {}
    if (!action || !validation) throw new Error(`the engine's ${operation} is not wired`)
    try {
      const data = validations.checkTypes(structuredClone(input), validation.types)
      validations.checkValidations(data, validation.types, validation.custom, store)
      return await new Promise<Data>((resolve, reject) => {
        action(store, data, (error, answer) => (error ? reject(asError(error)) : resolve(answer ?? {})))
      })
    } catch (error) {
      throw asError(error)
    }
  }
  const send = async ({ constructor, input }: { constructor: { name: string }; input: Data }): Promise<Data> => {
    const operation = {
      PutCommand: 'putItem',
      UpdateCommand: 'updateItem',
      DeleteCommand: 'deleteItem',
      BatchGetCommand: 'batchGetItem',
    }
    const name = operation[constructor.name as keyof typeof operation] ?? { QueryCommand: 'query' }[constructor.name]
    return unmarshalAnswer(await run(name ?? constructor.name, marshalInput(input)))
  }
  return {
    table: async (name) => {
      await run('createTable', {
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [
          { AttributeName: PARTITION_KEY, KeyType: 'HASH' },
          { AttributeName: SORT_KEY, KeyType: 'RANGE' },
        ],
        AttributeDefinitions: [PARTITION_KEY, SORT_KEY].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      })
      const client = { send } as unknown as DynamoDBDocumentClient
      const rows = async (): Promise<Row[]> => {
        const { Items } = await run('scan', { TableName: name })
        const key = ({ PK, SK }: Row): string => `${PK}\n${SK}`
        return (Items as Data[]).map((item) => unmarshalMap(item) as Row).sort((a, b) => (key(a) < key(b) ? -1 : 1))
      }
      while ((await rows().catch(() => undefined)) === undefined) await setImmediate()
      return {
        name,
        client,
        reader: dynamoTable(client, name),
        rows,
        put: async (items) => {
          for (const item of items) await run('putItem', { TableName: name, Item: marshalMap(item as Data) })
        },
      }
    },
  }
}

/** An error as the SDK throws it. */
function asError(error: unknown): Error {
  if (error instanceof Error && !('body' in error)) return error
  const { __type = '', message } = (error as { body: { __type?: string; message?: string } }).body
  const name = __type.replace(/^.*#/, '')
  // Hooks ask for the class of the one that they expect.
  if (name === ConditionalCheckFailedException.name)
    return new ConditionalCheckFailedException({ message: message ?? name, $metadata: {} })
  return Object.assign(new Error(message ?? name), { name })
}

const MARSHALLED = ['Item', 'Key', 'ExpressionAttributeValues', 'ExclusiveStartKey']

function marshalInput(input: Data): Data {
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => {
      if (MARSHALLED.includes(name)) return [name, marshalMap(value as Data)]
      if (name !== 'RequestItems') return [name, value]
      const tables = Object.entries(value as Record<string, { Keys: Data[] }>)
      return [
        name,
        Object.fromEntries(tables.map(([table, each]) => [table, { ...each, Keys: each.Keys.map(marshalMap) }])),
      ]
    }),
  )
}

function unmarshalAnswer(answer: Data): Data {
  const { Item, Items, Attributes, Responses, ...rest } = answer
  const all = (items: unknown): Data[] => (items as Data[]).map(unmarshalMap)
  return {
    ...rest,
    ...(Item !== undefined && { Item: unmarshalMap(Item as Data) }),
    ...(Items !== undefined && { Items: all(Items) }),
    ...(Attributes !== undefined && { Attributes: unmarshalMap(Attributes as Data) }),
    ...(Responses !== undefined && {
      Responses: Object.fromEntries(Object.entries(Responses as Data).map(([table, items]) => [table, all(items)])),
    }),
  }
}

const marshalMap = (map: Data): Data =>
  Object.fromEntries(
    Object.entries(map).flatMap(([key, value]) => (value === undefined ? [] : [[key, marshal(value)]])),
  )

function marshal(value: unknown): Data {
  if (typeof value === 'string') return { S: value }
  if (typeof value === 'number') return { N: String(value) }
  if (typeof value === 'boolean') return { BOOL: value }
  if (value === null) return { NULL: true }
  if (value instanceof Set) return { SS: [...(value as Set<string>)] }
  if (Array.isArray(value)) return { L: value.map(marshal) }
  return { M: marshalMap(value as Data) }
}

const unmarshalMap = (map: Data): Data =>
  Object.fromEntries(Object.entries(map).map(([key, value]) => [key, unmarshal(value as Data)]))

function unmarshal(typed: Data): unknown {
  const [[type, value] = []] = Object.entries(typed)
  if (type === 'N') return Number(value)
  if (type === 'NULL') return null
  if (type === 'SS') return new Set(value as string[])
  if (type === 'L') return (value as Data[]).map(unmarshal)
  if (type === 'M') return unmarshalMap(value as Data)
  return value
}
