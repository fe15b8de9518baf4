import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { lambdaAction, s3Action } from './rest-actions'

/** A call to AWS, as IAM names it. */
export interface RecordedCall {
  /** The access key that signed it. */
  readonly key: string
  /** `s3:GetBucketPolicy`; `lambda:?GET /…` where no action is known for a path. */
  readonly action: string
}

/** A stand-in between Terraform and the emulator, which writes down what is asked. */
export interface Recorder {
  readonly url: string
  /** What was asked since the last time. */
  take(): readonly RecordedCall[]
  close(): Promise<void>
}

export async function startRecorder(target: string): Promise<Recorder> {
  let calls: RecordedCall[] = []
  const server = createServer((request, response) => {
    const forward = async (): Promise<void> => {
      const body = await bytesOf(request)
      const call = callOf(request, body)
      if (call) calls.push(call)
      const headers = Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
        HOP.has(name) || value === undefined ? [] : [[name, String(value)]],
      )
      const { method = 'GET', url = '/' } = request
      const hasBody = method !== 'GET' && method !== 'HEAD'
      const reply = await fetch(target + url, {
        method,
        headers,
        redirect: 'manual',
        ...(hasBody && { body: new Uint8Array(body) }),
      })
      const answer = Buffer.from(await reply.arrayBuffer())
      const told = [...reply.headers].filter(([name]) => !HOP.has(name))
      response.writeHead(reply.status, Object.fromEntries(told))
      response.end(answer)
    }
    forward().catch((cause: unknown) => response.destroy(cause as Error))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    take: () => {
      const taken = calls
      calls = []
      return taken
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** What belongs to one connection, and what `fetch` writes or undoes by itself. */
const HOP = new Set([
  'host',
  'connection',
  'content-length',
  'content-encoding',
  'transfer-encoding',
  'keep-alive',
  'expect',
  'date',
])

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

/** What a signed request asks for; `undefined` for one that nobody signed. */
function callOf(request: IncomingMessage, body: Buffer): RecordedCall | undefined {
  const [, key, service] = /Credential=([^/]+)\/\d+\/[^/]+\/([^/]+)\//.exec(request.headers.authorization ?? '') ?? []
  if (key === undefined || service === undefined) return undefined
  return { key, action: `${SERVICES[service] ?? service}:${operationOf(service, request, body)}` }
}

/** Services that IAM calls something else than their signature does. */
const SERVICES: Readonly<Record<string, string>> = { monitoring: 'cloudwatch' }

function operationOf(service: string, { method = 'GET', url = '/', headers }: IncomingMessage, body: Buffer): string {
  const { pathname, searchParams } = new URL(url, 'http://localhost')
  const target = headers['x-amz-target']
  if (typeof target === 'string') return target.slice(target.lastIndexOf('.') + 1)
  const rpc = /^\/service\/[^/]+\/operation\/(\w+)$/.exec(pathname)?.[1]
  if (rpc !== undefined) return rpc
  const query = new URLSearchParams(body.toString()).get('Action')
  if (query !== null) return query
  if (service === 'lakeformation') return pathname.slice(1)
  if (service === 's3') return s3Action(method, pathname, searchParams)
  if (service === 'apigateway') return method
  if (service === 'lambda') return lambdaAction(method, decodeURIComponent(pathname))
  return `?${method} ${pathname}`
}
