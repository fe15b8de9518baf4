import type { Http } from './http'
import { CALL } from './limits'
import { resultCall, type TaskResult } from './result'
import { isPassing, retried, retryAfter, type Clock, type Patience, type Tried } from './retry'
import type { Task } from './task'

export interface Callback {
  readonly http: Http
  readonly clock: Clock
  /** How long one call may take, in milliseconds. @default 20,000 */
  readonly call?: number | undefined
}

/** HCP Terraform did not take a result. */
export class NotTaken extends Error {
  constructor(
    /** What it answered. @default - it did not */
    readonly status?: number,
  ) {
    super('HCP Terraform did not take the result')
    this.name = 'NotTaken'
  }
}

/** Sends a result, several times if it must. @throws {NotTaken} */
export function sendResult(task: Task, result: TaskResult, patience: Patience, callback: Callback): Promise<void> {
  return retried(callback.clock, patience, () => attempt(task, result, callback))
}

async function attempt({ callback, token }: Task, result: TaskResult, to: Callback): Promise<Tried<void>> {
  const { http, clock, call = CALL } = to
  let answer: Response
  try {
    answer = await http(callback, resultCall(result, token, AbortSignal.timeout(call)))
    await answer.body?.cancel()
  } catch {
    return { failed: new NotTaken() }
  }
  const { ok, status, headers } = answer
  if (ok) return { done: undefined }
  if (isPassing(status)) return { failed: new NotTaken(status), after: retryAfter(headers, clock.now()) }
  // Neither the token nor the document becomes better by being sent again.
  throw new NotTaken(status)
}
