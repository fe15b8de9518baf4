import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { hookEvent } from '../sign-in/okta-call'

/** A request over HTTP. */
export interface HttpRequest {
  readonly method: string
  readonly path: string
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** What an HTTP API hands on as text; everything else comes as Base64. */
const TEXT = /^(?:text\/|application\/(?:json|javascript|xml)\b)/i

/**
 * A request as an HTTP API of API Gateway hands it to its function, payload format 2.0.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function gatewayEvent({ method, path, headers, body }: HttpRequest): APIGatewayProxyEventV2 {
  const isBase64Encoded = !TEXT.test(headers['content-type'] ?? 'application/json')
  const event = hookEvent(body.toString(isBase64Encoded ? 'base64' : 'utf8'))
  const { requestContext } = event
  const routeKey = `${method} ${path}`
  const http = { ...requestContext.http, method, path, userAgent: headers['user-agent'] ?? '' }
  return {
    ...event,
    routeKey,
    rawPath: path,
    headers: { ...headers },
    requestContext: { ...requestContext, http, routeKey },
    isBase64Encoded,
  }
}
