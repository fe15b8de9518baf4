/** How the hook calls HCP Terraform: `fetch`, or what stands for it. */
export type Http = (url: string, request: HttpCall) => Promise<Response>

export interface HttpCall {
  readonly method: 'GET' | 'PATCH'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** A redirect is looked at before it is followed. */
  readonly redirect: 'manual'
  readonly signal: AbortSignal
}

export const JSON_API = 'application/vnd.api+json'

/** Says who calls. */
export const USER_AGENT = 'trustloom-run-task'
