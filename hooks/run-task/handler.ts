import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { DEADLINE, within } from '../lib/deadline'
import { bodySize, header, json, MAX_BODY, rawBody } from '../lib/http'
import type { FindSecret } from '../lib/kept-secrets'
import type { Log } from '../lib/log'
import type { HttpHandler } from '../lib/okta-hook'
import { thrown } from '../lib/thrown'
import { readTask } from './request'
import { isSigned, SIGNATURE_HEADER } from './signature'
import type { Task } from './task'

export interface RunTaskOptions {
  /** Finds the key of signatures. */
  readonly findKey: FindSecret
  /** Of HCP Terraform. */
  readonly host: string
  /**
   * Passes a task on to what works on it after the answer. It must not wait for that.
   *
   * @param key the key that the request was signed with
   */
  readonly handOn: (task: Task, key: string) => Promise<void>
  readonly log: Log
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Milliseconds until there is an answer, whatever happens. @default 2200 */
  readonly deadline?: number
}

/**
 * What HCP Terraform calls for a run: it verifies who calls and hands the task on. Whatever else than 200 it answers,
 * HCP Terraform tries again, and takes it for an error in the end; nothing passes by it.
 *
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run-tasks/run-tasks-integration
 */
export function runTaskHandler(options: RunTaskOptions): HttpHandler {
  const { host, handOn, log, now, deadline = DEADLINE } = options
  return async (event) => {
    const end = performance.now() + deadline
    if (bodySize(event) > MAX_BODY) return json(413, { error: 'too-large' })
    const body = rawBody(event)
    const key = await keyOf(options, event, body)
    if (key === undefined) return json(401, { error: 'unauthenticated' })
    const task = readTask(body.toString('utf8'), host, now())
    if (task === 'test') return json(200, {})
    if (typeof task === 'string') {
      log.error('failed', { code: task })
      return json(400, { error: task })
    }
    try {
      await within(end - performance.now(), () => handOn(task, key))
      return json(200, {})
    } catch (error) {
      log.error('failed', { code: 'hand-on', workspace: task.workspace, run: task.run, ...thrown(error) })
      return json(503, { error: 'unavailable' })
    }
  }
}

/** The key that the body is signed with; `undefined` where it is not signed, or nobody knows. */
async function keyOf(
  { findKey, log, deadline = DEADLINE }: RunTaskOptions,
  event: APIGatewayProxyEventV2,
  body: Buffer,
): Promise<string | undefined> {
  try {
    const signature = header(event, SIGNATURE_HEADER) ?? ''
    const key =
      signature === '' ? undefined : await within(deadline, () => findKey((each) => isSigned(body, signature, each)))
    if (key === undefined) log.warn('unauthenticated', {})
    return key
  } catch (error) {
    log.error('failed', { code: 'authentication', ...thrown(error) })
    return undefined
  }
}
