import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import { Refusal } from './refusal'

/** 1 MB: far more than the groups of any person take. */
export const MAX_BODY = 1_000_000

export function json(statusCode: number, body: unknown): APIGatewayProxyStructuredResultV2 {
  return { statusCode, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

/** API Gateway writes names of headers in lower case; other servers do not. */
export function header({ headers }: Pick<APIGatewayProxyEventV2, 'headers'>, name: string): string | undefined {
  return Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1]
}

type Body = Pick<APIGatewayProxyEventV2, 'body' | 'isBase64Encoded'>

/** How many bytes the body has; of one that is longer than the limit, only that it is. */
export function bodySize({ body = '', isBase64Encoded }: Body): number {
  return isBase64Encoded ? (body.length * 3) / 4 : body.length > MAX_BODY ? body.length : Buffer.byteLength(body)
}

/** The bytes that were sent, to the last one: what a signature is over. */
export const rawBody = ({ body = '', isBase64Encoded }: Body): Buffer =>
  Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8')

/**
 * The JSON of the body.
 *
 * @throws {Refusal} `too-large` before anything is parsed; `bad-request` for what is not JSON
 */
export function jsonBody(event: APIGatewayProxyEventV2): unknown {
  const bytes = bodySize(event)
  if (bytes > MAX_BODY) throw new Refusal('too-large', 'The sign-in sends too much.', { bytes })
  try {
    return JSON.parse(rawBody(event).toString('utf8'))
  } catch {
    throw new Refusal('bad-request', 'The request is not JSON.')
  }
}
