import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda'
import { seal } from './seal'
import type { Task } from './task'

/**
 * Lets another invocation of the function do the work. Lambda keeps the event until it is taken, encrypted, and here it is
 * encrypted already.
 *
 * @returns throws what Lambda answers
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html
 */
export const handOnTo =
  (client: LambdaClient, functionName: string) =>
  async (task: Task, key: string): Promise<void> => {
    const Payload = Buffer.from(JSON.stringify(seal(task, key)))
    await client.send(new InvokeCommand({ FunctionName: functionName, InvocationType: 'Event', Payload }))
  }
