import { createHmac } from 'node:crypto'
import type { Http, HttpCall } from '../../hooks/run-task/http'

/*
 * HCP Terraform as a run task meets it, written from its documentation: it signs what it sends, it gives plans out through
 * its storage, and it takes results of its own wire format and no others.
 *
 * https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run-tasks/run-tasks-integration
 */

export const HOST = 'app.terraform.io'
export const STORAGE = 'archivist.terraform.io'
export const TOKEN = 'token.atlasv1.only-for-this-test'
export const CALLBACK = `https://${HOST}/api/v2/task-results/5ea8d46c-2ceb-42cd-83f2-82e54697bddd/callback`
export const PLAN = `https://${HOST}/api/v2/plans/plan-6AFmRJW1PFJ7qbAh/json-output`
const STORED = `https://${STORAGE}/v1/object/dmF1bHQ6djE6only-whoever-knows-it`

/** What is sent for a run. */
export const runRequest = (changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  payload_version: 1,
  stage: 'post_plan',
  access_token: TOKEN,
  capabilities: { outcomes: true },
  configuration_version_download_url: `https://${HOST}/api/v2/configuration-versions/cv-ntv3HbhJqvFzamy7/download`,
  configuration_version_id: 'cv-ntv3HbhJqvFzamy7',
  is_speculative: false,
  organization_name: 'acme',
  plan_json_api_url: PLAN,
  run_app_url: `https://${HOST}/app/acme/lab/runs/run-i3Df5to9ELvibKpQ`,
  run_created_at: '2026-09-02T14:47:13.036Z',
  run_created_by: 'anna',
  run_id: 'run-i3Df5to9ELvibKpQ',
  run_message: 'Triggered via UI',
  task_result_callback_url: CALLBACK,
  task_result_enforcement_level: 'mandatory',
  task_result_id: 'taskrs-2nH5dncYoXaMVQmJ',
  vcs_branch: 'main',
  vcs_commit_url: 'https://github.com/acme/mesh/commit/7d8fb2a2',
  vcs_pull_request_url: 'https://github.com/acme/mesh/pull/7',
  vcs_repo_url: 'https://github.com/acme/mesh',
  workspace_app_url: `https://${HOST}/app/acme/lab`,
  workspace_id: 'ws-ck4G5bb1Yei5szRh',
  workspace_name: 'lab',
  workspace_working_directory: '/stacks/lab',
  ...changes,
})

export const signatureOf = (body: string | Buffer, key: string): string =>
  createHmac('sha512', key).update(body).digest('hex')

/** A result that was taken. */
export interface Taken {
  readonly status: string
  readonly message?: string
  readonly url?: string
  readonly outcomes: readonly TakenOutcome[]
}

export interface TakenOutcome {
  readonly id: string
  readonly description: string
  readonly body: string
  readonly tags: Readonly<Record<string, readonly { readonly label: string; readonly level: string }[]>>
}

/** An answer that is given once in the place of the usual one; an error is a connection that breaks. */
export type Odd = Response | Error | ((call: HttpCall) => Promise<Response>)

export interface Hcp {
  readonly http: Http
  /** What was called, in order: `PATCH app.terraform.io`. */
  readonly calls: readonly string[]
  /** Results, in order. */
  readonly taken: readonly Taken[]
  /** What was wrong with results, and with who asked. */
  readonly faults: readonly string[]
  /** Answers given before the usual one, in order, where the call is for a result, the plan or its storage. */
  readonly odd: Record<'result' | 'plan' | 'storage', Odd[]>
}

export function hcp(plan: string | Uint8Array | ReadableStream<Uint8Array> = '{}'): Hcp {
  const calls: string[] = []
  const taken: Taken[] = []
  const faults: string[] = []
  const odd: Hcp['odd'] = { result: [], plan: [], storage: [] }
  const usual = { result: takeResult, plan: sendOn, storage: () => new Response(plan, { status: 200 }) }
  return { http, calls, taken, faults, odd }

  async function http(url: string, call: HttpCall): Promise<Response> {
    const { host } = new URL(url)
    calls.push(`${call.method} ${host}`)
    if (call.redirect !== 'manual') faults.push('redirects are followed unseen')
    const kind = url === CALLBACK ? 'result' : url === PLAN ? 'plan' : url === STORED ? 'storage' : undefined
    if (!kind) throw new Error(`nobody is at ${url}`)
    if (kind === 'storage' && 'authorization' in call.headers) faults.push('the token went to the storage')
    if (kind !== 'storage' && call.headers.authorization !== `Bearer ${TOKEN}`)
      return new Response(null, { status: 401 })
    const next = odd[kind].shift()
    if (next instanceof Error) throw next
    if (typeof next === 'function') return next(call)
    return next ?? usual[kind](call)
  }

  function sendOn({ method }: HttpCall): Response {
    if (method !== 'GET') faults.push('a plan is read with GET')
    return new Response(null, { status: 307, headers: { location: STORED } })
  }

  function takeResult(call: HttpCall): Response {
    const wrong = resultFaults(call, taken)
    if (wrong.length > 0) {
      faults.push(...wrong)
      return Response.json({ errors: wrong.map((detail) => ({ status: '422', detail })) }, { status: 422 })
    }
    const { attributes, relationships } = (JSON.parse(call.body ?? '') as { data: never }).data as ResultData
    const outcomes = (relationships?.outcomes.data ?? []).map(({ attributes: { 'outcome-id': id, ...rest } }) => ({
      id,
      ...rest,
    }))
    taken.push({ ...attributes, outcomes })
    return new Response(null, { status: 200 })
  }
}

interface ResultData {
  readonly attributes: Omit<Taken, 'outcomes'>
  readonly relationships?: {
    readonly outcomes: {
      readonly data: readonly { readonly attributes: Omit<TakenOutcome, 'id'> & { 'outcome-id': string } }[]
    }
  }
}

type Fields = Readonly<Record<string, unknown>>

/** Everything that the documentation says of a result, and is not so. */
function resultFaults({ method, headers, body = '' }: HttpCall, before: readonly Taken[]): string[] {
  const faults: string[] = []
  const check = (is: boolean, fault: string): void => void (is || faults.push(fault))
  check(method === 'PATCH', 'a result is a PATCH')
  check(headers['content-type'] === 'application/vnd.api+json', 'the content type is not that of JSON:API')
  const json = JSON.parse(body) as Fields
  check(only(json, ['data']), 'only `data` is at the top')
  const data = json.data as Fields
  check(only(data, ['type', 'attributes', 'relationships']), 'unknown members of `data`')
  check(data.type === 'task-results', 'another type')
  const attributes = data.attributes as Fields
  check(only(attributes, ['status', 'message', 'url']), 'unknown attributes')
  check(['running', 'passed', 'failed'].includes(String(attributes.status)), 'another status')
  check(typeof attributes.message === 'string' && isLine(attributes.message, 600), 'the message is no short line')
  if ('url' in attributes) check(String(attributes.url).startsWith('https://'), 'the URL is none')
  check(!before.some(({ status }) => status !== 'running'), 'the result is final already')
  if (!('relationships' in data)) return faults
  const { outcomes } = data.relationships as { outcomes: { data: readonly Fields[] } }
  check(only(data.relationships as Fields, ['outcomes']) && only(outcomes, ['data']), 'other relationships')
  check(outcomes.data.length > 0 && outcomes.data.length <= 10, 'none or too many outcomes')
  for (const each of outcomes.data) faults.push(...outcomeFaults(each))
  const ids = outcomes.data.map((each) => (each.attributes as Fields)['outcome-id'])
  check(new Set(ids).size === ids.length, 'two outcomes have one id')
  return faults
}

function outcomeFaults(outcome: Fields): string[] {
  const faults: string[] = []
  const check = (is: boolean, fault: string): void => void (is || faults.push(fault))
  check(only(outcome, ['type', 'attributes']) && outcome.type === 'task-result-outcomes', 'an outcome of another form')
  const attributes = outcome.attributes as Fields
  check(only(attributes, ['outcome-id', 'description', 'body', 'url', 'tags']), 'unknown attributes of an outcome')
  check(typeof attributes['outcome-id'] === 'string' && attributes['outcome-id'] !== '', 'an outcome without id')
  check(typeof attributes.description === 'string' && isLine(attributes.description, 500), 'a description is no line')
  check(typeof attributes.body === 'string' && Buffer.byteLength(attributes.body) < 1_000_000, 'a body over 1 MB')
  const tags = attributes.tags as Readonly<Record<string, readonly Fields[]>>
  check(JSON.stringify(Object.keys(tags).sort()) === '["Severity","Status"]', 'other tags')
  for (const each of Object.values(tags).flat()) {
    check(only(each, ['label', 'level']) && typeof each.label === 'string' && isLine(each.label, 30), 'a label is none')
    check(['none', 'info', 'warning', 'error'].includes(String(each.level)), 'another level')
  }
  return faults
}

const only = (fields: Fields, known: readonly string[]): boolean =>
  Object.keys(fields).every((each) => known.includes(each))

const isLine = (text: string, most: number): boolean => text !== '' && text.length <= most && !/[\p{Cc}]/u.test(text)
