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

/**
 * The JSON of the body.
 *
 * @throws {Refusal} `too-large` before anything is parsed; `bad-request` for what is not JSON
 */
export function jsonBody({ body = '', isBase64Encoded }: APIGatewayProxyEventV2): unknown {
  const bytes = isBase64Encoded ? (body.length * 3) / 4 : body.length > MAX_BODY ? body.length : Buffer.byteLength(body)
  if (bytes > MAX_BODY) throw new Refusal('too-large', 'The sign-in sends too much.', { bytes })
  try {
    return JSON.parse(isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body)
  } catch {
    throw new Refusal('bad-request', 'The request is not JSON.')
  }
}
