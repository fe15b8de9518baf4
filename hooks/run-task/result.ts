import { USER_AGENT, JSON_API, type HttpCall } from './http'

export type Status = 'running' | 'passed' | 'failed'

/** How a tag is shown. */
export type Level = 'none' | 'info' | 'warning' | 'error'

export interface Tag {
  readonly label: string
  readonly level: Level
}

/** A detailed result. */
export interface Outcome {
  /** Unique in its result. */
  readonly id: string
  /** One line. */
  readonly description: string
  /** Markdown. */
  readonly body: string
  readonly status: Tag
  readonly severity: Tag
}

/** What HCP Terraform is told of a run. */
export interface TaskResult {
  readonly status: Status
  /** One sentence. */
  readonly message: string
  /** Where people find more. @default - nowhere */
  readonly link?: string | undefined
  /** @default - none */
  readonly outcomes?: readonly Outcome[] | undefined
}

/** @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run-tasks/run-tasks-integration#request-body-1 */
export function resultCall(result: TaskResult, token: string, signal: AbortSignal): HttpCall {
  return {
    method: 'PATCH',
    headers: { 'content-type': JSON_API, authorization: `Bearer ${token}`, 'user-agent': USER_AGENT },
    body: JSON.stringify(documentOf(result)),
    redirect: 'manual',
    signal,
  }
}

function documentOf({ status, message, link, outcomes = [] }: TaskResult): object {
  const attributes = { status, message, ...(link !== undefined && { url: link }) }
  const data = outcomes.map(({ id, description, body, status: state, severity }) => ({
    type: 'task-result-outcomes',
    attributes: { 'outcome-id': id, description, body, tags: { Status: [state], Severity: [severity] } },
  }))
  return {
    data: {
      type: 'task-results',
      attributes,
      ...(data.length > 0 && { relationships: { outcomes: { data } } }),
    },
  }
}
