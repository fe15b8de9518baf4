import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'

/** A hook as Okta sees it: behind an HTTP API. */
export type OktaHook = (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>

export interface OktaOptions {
  /** What Okta sends as `Authorization`, to the letter. @default - nothing */
  readonly authorization?: string
  /** How long it waits for an answer, in milliseconds. @default 3000 */
  readonly timeout?: number
}

/** What a hook answered. */
export interface HookAnswer {
  readonly commands: readonly unknown[]
  /** Why the sign-in is denied. @default - it is not */
  readonly errorSummary?: string
}

/** From this size on Okta does not take an answer. */
const TOO_LARGE = 256 * 1024

/** What users read where a hook does not say why. */
const NO_SUMMARY = 'The callback service returned an error'

/**
 * Calls a hook as Okta does. A timeout, an exception and statuses other than 2xx and 4xx are tried again so many times;
 * redirects are not followed.
 *
 * @returns `undefined` for whatever makes Okta go on with what it had
 * @see https://developer.okta.com/docs/concepts/inline-hooks/
 */
export async function callHook(
  hook: OktaHook,
  request: unknown,
  retries: number,
  { authorization, timeout = 3_000 }: OktaOptions,
): Promise<{ readonly answer?: HookAnswer; readonly tries: number }> {
  const event = hookEvent(JSON.stringify(request), authorization)
  for (let tries = 1; ; tries++) {
    const result = await inTime(timeout, () => hook(event))
    const status = result?.statusCode ?? 500
    if (status === 200) {
      const answer = answerOf(result?.body ?? '')
      return { ...(answer && { answer }), tries }
    }
    const isFinal = (status >= 200 && status < 300) || (status >= 400 && status < 500)
    if (isFinal || tries > retries) return { tries }
  }
}

async function inTime<T>(milliseconds: number, work: () => Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), milliseconds)))
  try {
    return await Promise.race([work(), over])
  } catch {
    return undefined
  } finally {
    clearTimeout(timer)
  }
}

function answerOf(body: string): HookAnswer | undefined {
  if (Buffer.byteLength(body) >= TOO_LARGE) return undefined
  try {
    const { commands, error } = JSON.parse(body) as Record<string, unknown>
    if (error) return { commands: [], errorSummary: summaryOf(error) }
    return Array.isArray(commands) ? { commands } : undefined
  } catch {
    return undefined
  }
}

function summaryOf(error: unknown): string {
  const { errorSummary } = error as Record<string, unknown>
  return typeof errorSummary === 'string' && errorSummary !== '' ? errorSummary : NO_SUMMARY
}

/**
 * What an HTTP API passes to a function for a POST with JSON.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function hookEvent(body: string, authorization?: string): APIGatewayProxyEventV2 {
  return {
    version: '2.0',
    routeKey: 'POST /',
    rawPath: '/',
    rawQueryString: '',
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      ...(authorization !== undefined && { authorization }),
    },
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName: 'localhost',
      domainPrefix: 'local',
      http: { method: 'POST', path: '/', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'Okta Hooks' },
      requestId: 'local',
      routeKey: 'POST /',
      stage: '$default',
      time: '01/Jan/2026:00:00:00 +0000',
      timeEpoch: 1_767_225_600_000,
    },
    body,
    isBase64Encoded: false,
  }
}
