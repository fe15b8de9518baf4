import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { HttpRequest } from './gateway-event'

/** What answers a request. */
export interface HttpAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string
}

export type Route = (request: HttpRequest) => Promise<HttpAnswer>

/** What API Gateway takes, in bytes. */
const MAX_BODY = 10 * 1024 * 1024

/**
 * Serves routes on this machine.
 *
 * @param routes `POST /path` → what answers
 */
export function httpServer(routes: ReadonlyMap<string, Route>): Server {
  return createServer((incoming, response) => {
    void serve(routes, incoming).then(
      (answer) => reply(response, answer),
      // Nothing of the exception: whoever calls may be anybody.
      () => reply(response, message(500, 'Internal Server Error')),
    )
  })
}

/** How API Gateway words what no function answers. */
export const message = (status: number, text: string): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message: text }),
})

async function serve(routes: ReadonlyMap<string, Route>, incoming: IncomingMessage): Promise<HttpAnswer> {
  const { method = '', headers } = incoming
  const path = (incoming.url ?? '').replace(/\?.*$/, '')
  const route = routes.get(`${method} ${path}`)
  if (!route) return message(404, 'Not Found')
  const body = await bodyOf(incoming)
  if (!body) return { ...message(413, 'Request Too Long'), headers: { connection: 'close' } }
  const texts = Object.entries(headers).map(([name, value]) => [name, [value].flat().join(',')])
  return route({ method, path, headers: Object.fromEntries(texts) as Record<string, string>, body })
}

/** The whole body; `undefined` where it is too long. */
async function bodyOf(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of incoming as AsyncIterable<Buffer>) {
    bytes += part.length
    if (bytes > MAX_BODY) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function reply(response: ServerResponse, { status, headers = {}, body }: HttpAnswer): void {
  response.writeHead(status, { ...headers })
  response.end(body)
}
