import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { HttpCall } from '../../../hooks/run-task/http'
import { emptyPlan } from '../../support/empty-plan'
import { hcp, runRequest, TOKEN } from '../../support/hcp'
import { hookConfigOf } from '../../support/hook-config'
import { deploy, type Deployed } from '../../support/token-bundle'
import { apiEvent, KEY } from './lab'

/** Sends what the function asks Terraform Cloud for to a server here. */
const redirected = (to: string): string => `
  const real = fetch
  globalThis.fetch = (url, init) =>
    /terraform\\.io$/.test(new URL(url).host)
      ? real(${JSON.stringify(to)}, { ...init, headers: { ...init.headers, 'x-real-url': String(url) } })
      : real(url, init)`

const cloud = hcp(emptyPlan())
/** What Lambda was asked to invoke: path, kind, event. */
const invoked: (readonly [path: string, kind: string, event: string])[] = []
const servers: Server[] = []
const folder = mkdtempSync(join(tmpdir(), 'run-task-'))
let hook: Deployed

async function serve(answer: (request: IncomingMessage, body: string) => Promise<Response>): Promise<string> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request
      .on('data', (part: Buffer) => parts.push(part))
      .on('end', () => {
        void answer(request, Buffer.concat(parts).toString()).then(async (each) => {
          response.writeHead(each.status, Object.fromEntries(each.headers))
          response.end(Buffer.from(await each.arrayBuffer()))
        })
      })
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

beforeAll(async () => {
  const terraform = await serve(({ method, headers }, body) => {
    const { 'x-real-url': url, ...others } = headers as Record<string, string>
    const call = {
      method,
      headers: others,
      redirect: 'manual',
      ...(body && { body }),
      signal: AbortSignal.timeout(9_000),
    }
    return cloud.http(url ?? '', call as HttpCall)
  })
  const secrets = await serve(() => Promise.resolve(Response.json({ SecretString: KEY })))
  const lambda = await serve(({ url, headers }, body) => {
    invoked.push([url ?? '', String(headers['x-amz-invocation-type']), body])
    return Promise.resolve(new Response(null, { status: 202 }))
  })
  const preload = join(folder, 'preload.js')
  writeFileSync(preload, redirected(terraform))
  const config = hookConfigOf({ runTask: { failOn: 'high', host: 'app.terraform.io', levels: {} } })
  hook = deploy('run-task', config, { endpoint: '' } as never, {
    TRUSTLOOM_SECRET: 'acme-run-task-key',
    AWS_LAMBDA_FUNCTION_NAME: 'acme-run-task',
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets,
    AWS_ENDPOINT_URL_LAMBDA: lambda,
    NODE_OPTIONS: `--require ${preload}`,
  })
})
afterAll(() => {
  hook.remove()
  rmSync(folder, { recursive: true })
  for (const server of servers) {
    server.closeAllConnections()
    server.close()
  }
})

describe('the function as it is deployed', () => {
  it('is small', () => {
    expect(hook.size).toBeLessThan(450_000)
  })

  it('answers, hands on, and reviews the plan in another invocation', async () => {
    const { answer, log } = await hook.invoke(apiEvent(JSON.stringify(runRequest())))
    expect(answer).toMatchObject({ statusCode: 200 })
    expect(cloud.calls).toEqual([])
    const [[path, kind, event] = ['', '', ''], ...more] = invoked
    expect([path, kind, more]).toEqual(['/2015-03-31/functions/acme-run-task/invocations', 'Event', []])
    const worked = await hook.invoke(JSON.parse(event))
    expect(worked.message).toBeUndefined()
    expect(cloud.faults).toEqual([])
    expect(cloud.taken.map(({ status }) => status)).toEqual(['running', 'passed'])
    expect(cloud.taken.at(-1)?.outcomes).toHaveLength(1)
    expect(worked.log).toMatch(/"event":"reviewed".*"status":"passed"/)
    for (const text of [TOKEN, KEY]) expect(log + worked.log + event).not.toContain(text)
  })

  it('knows nobody without a signature, or with another', async () => {
    const body = JSON.stringify(runRequest())
    for (const signature of ['', '0'.repeat(128)]) {
      expect((await hook.invoke(apiEvent(body, signature))).answer).toMatchObject({ statusCode: 401 })
    }
  })

  it('works on nothing that it has not sealed', async () => {
    const before = cloud.calls.length
    const { log } = await hook.invoke({ sealed: Buffer.from(JSON.stringify(runRequest())).toString('base64') })
    expect(log).toContain('"code":"not-sealed"')
    expect(cloud.calls).toHaveLength(before)
  })
})
