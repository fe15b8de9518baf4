import { keptSecrets } from '../../../hooks/lib/kept-secrets'
import type { HttpHandler } from '../../../hooks/lib/okta-hook'
import { runTaskHandler, type RunTaskOptions } from '../../../hooks/run-task/handler'
import { readTask } from '../../../hooks/run-task/request'
import type { Clock } from '../../../hooks/run-task/retry'
import type { Task } from '../../../hooks/run-task/task'
import { runTaskWork, type WorkOptions } from '../../../hooks/run-task/work'
import { hookEvent } from '../../../cli/lib/sign-in/okta-call'
import { hcp, HOST, runRequest, signatureOf, type Hcp } from '../../support/hcp'
import { memoryLog } from '../../support/hook-config'
import { PATIENT } from '../../support/patience'
import { reviewWith } from '../../support/review'

export const KEY = 'a key that only HCP Terraform knows'
export const START = Date.UTC(2027, 0, 31, 12)

/** A clock that waits by going forward, and remembers for how long. */
export function testClock(): Clock & { readonly waits: number[] } {
  const waits: number[] = []
  let time = START
  return {
    waits,
    now: () => time,
    random: () => 0,
    wait: (milliseconds) => {
      waits.push(milliseconds)
      time += milliseconds
      return Promise.resolve()
    },
  }
}

export interface Worked extends Hcp {
  readonly log: ReturnType<typeof memoryLog>
  readonly waits: readonly number[]
}

export function taskOf(changes: Readonly<Record<string, unknown>> = {}): Task {
  const task = readTask(JSON.stringify(runRequest(changes)), HOST, START)
  if (typeof task === 'string') throw new Error(task)
  return task
}

/** Works on a request, against a stand-in that may be prepared. */
export async function work(
  request: Readonly<Record<string, unknown>> = {},
  { cloud = hcp(), ...options }: Partial<WorkOptions> & { readonly cloud?: Hcp } = {},
): Promise<Worked> {
  const clock = testClock()
  const log = memoryLog()
  const { http } = cloud
  const usual = { review: () => reviewWith(), render: () => 'as it is\n', failOn: 'high' as const }
  await runTaskWork({ ...usual, http, host: HOST, clock, log, ...options })(taskOf(request))
  return { ...cloud, log, waits: clock.waits }
}

export interface Asked {
  readonly handler: HttpHandler
  readonly log: ReturnType<typeof memoryLog>
  readonly tasks: readonly Task[]
}

/** The half that answers; what it hands on is kept. */
export function answering(options: Partial<RunTaskOptions> = {}, keys: readonly string[] = [KEY]): Asked {
  const log = memoryLog()
  const tasks: Task[] = []
  const handler = runTaskHandler({
    findKey: keptSecrets({ read: () => Promise.resolve(keys), now: () => new Date(START) }),
    host: HOST,
    handOn: (task) => Promise.resolve(void tasks.push(task)),
    log,
    now: () => START,
    deadline: PATIENT,
    ...options,
  })
  return { handler, log, tasks }
}

/** A request as the API passes it on. */
export function apiEvent(
  body: string,
  signature: string | undefined = signatureOf(body, KEY),
): ReturnType<typeof hookEvent> {
  const event = hookEvent(body)
  return {
    ...event,
    headers: { ...event.headers, ...(signature !== undefined && { 'x-tfc-task-signature': signature }) },
  }
}
