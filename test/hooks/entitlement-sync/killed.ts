import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

interface Kill {
  /** How many writes are done before. */
  readonly after: number
}

const WRITES = ['PutCommand', 'UpdateCommand']

/** A client of a function that dies: after some writes nothing of it reaches the table any more, until it is revived. */
export function killed({ after }: Kill): {
  wrap(client: DynamoDBDocumentClient): DynamoDBDocumentClient
  revive(): void
} {
  let left = after
  const wrap = (client: DynamoDBDocumentClient): DynamoDBDocumentClient =>
    ({
      send: async (command: { constructor: { name: string } }) => {
        const isWrite = WRITES.includes(command.constructor.name)
        if (left < 0 || (isWrite && left-- <= 0)) {
          left = -1
          throw Object.assign(new Error('killed'), { name: 'Killed' })
        }
        return client.send(command as never)
      },
    }) as unknown as DynamoDBDocumentClient
  return { wrap, revive: () => void (left = Infinity) }
}
