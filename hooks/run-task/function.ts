import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import type { FindSecret } from '../lib/kept-secrets'
import type { Log } from '../lib/log'
import { thrown } from '../lib/thrown'
import type { HttpHandler } from '../lib/okta-hook'
import { isSealed, unseal, type SealedTask } from './seal'
import type { Task } from './task'
import type { Work } from './work'

export type RunTaskFunction = (
  event: APIGatewayProxyEventV2 | SealedTask,
) => Promise<APIGatewayProxyStructuredResultV2 | undefined>

export interface RunTaskFunctionOptions {
  readonly answer: HttpHandler
  readonly work: Work
  /** Finds the key of signatures. */
  readonly findKey: FindSecret
  readonly log: Log
}

/**
 * The Lambda function: it answers the API, and works on what it has handed to itself. The API always passes an event of its
 * own form, so that no caller of it can make the other one; who else may invoke the function cannot seal.
 */
export function runTaskFunction({ answer, work, findKey, log }: RunTaskFunctionOptions): RunTaskFunction {
  return async (event) => {
    if (!isSealed(event)) return answer(event)
    const task = await opened(event)
    if (task) await work(task)
    return undefined
  }

  async function opened(event: SealedTask): Promise<Task | undefined> {
    try {
      const key = await findKey((each) => unseal(event, each) !== undefined)
      if (key !== undefined) return unseal(event, key)
      log.error('failed', { code: 'not-sealed' })
    } catch (error) {
      log.error('failed', { code: 'authentication', ...thrown(error) })
    }
    return undefined
  }
}
