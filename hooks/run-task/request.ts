import * as z from 'zod/mini'
import { ownUrl } from './own-url'
import type { Task } from './task'

/**
 * What the hook reads of a request. HCP Terraform sends more, and will send more still.
 *
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run-tasks/run-tasks-integration
 */
const shape = z.object({
  payload_version: z.literal(1),
  stage: z.string().check(z.maxLength(64)),
  access_token: z.string().check(z.regex(/^[!-~]{1,4096}$/)),
  capabilities: z.nullish(z.object({ outcomes: z.nullish(z.boolean()) })),
  task_result_callback_url: z.nullish(z.string()),
  plan_json_api_url: z.nullish(z.string()),
  vcs_pull_request_url: z.nullish(z.string()),
  workspace_name: z.nullish(z.string()),
  run_id: z.nullish(z.string()),
})

/** The token of the request that HCP Terraform sends when a run task is made, to see whether somebody answers. */
const TEST_TOKEN = 'test-token'
const TEST_STAGE = 'test'

/** Why a request is not worked on. */
export type NotATask = 'test' | 'bad-request' | 'foreign-url'

/**
 * The task of a request's JSON.
 *
 * @param host of HCP Terraform: URLs of any other are not called
 * @param received milliseconds since 1970
 */
export function readTask(body: string, host: string, received: number): Task | NotATask {
  const { success, data } = shape.safeParse(parse(body))
  if (!success) return 'bad-request'
  const { stage, access_token: token } = data
  if (token === TEST_TOKEN || stage === TEST_STAGE) return 'test'
  const callback = ownUrl(data.task_result_callback_url, [host])
  const plan = data.plan_json_api_url ? (ownUrl(data.plan_json_api_url, [host]) ?? null) : undefined
  if (callback === undefined || plan === null) return 'foreign-url'
  return {
    stage,
    token,
    callback,
    plan,
    outcomes: data.capabilities?.outcomes === true,
    link: linkOf(data.vcs_pull_request_url),
    workspace: data.workspace_name?.slice(0, 128) ?? '',
    run: data.run_id?.slice(0, 128) ?? '',
    received,
  }
}

/** Nothing calls it: people may follow it. */
function linkOf(text: string | null | undefined): string | undefined {
  if (!text || text.length > 2048 || !URL.canParse(text)) return undefined
  const { protocol, href } = new URL(text)
  return protocol === 'https:' ? href : undefined
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
