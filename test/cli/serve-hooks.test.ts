import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { gatewayEvent } from '../../cli/lib/serve/gateway-event'
import { emptyPlan } from '../support/empty-plan'
import { hcp, runRequest, signatureOf, TOKEN } from '../support/hcp'
import { serveHcp } from '../support/hcp-server'
import { exampleFolder, PROJECT } from '../support/mesh'
import { PATIENT } from '../support/patience'
import { SLOW_CLOCK } from '../support/token-bundle'
import { project } from './project'

const SECRET = 'only-for-this-test'
const folder = exampleFolder()
const files = Object.fromEntries(folder.list().map((name) => [`environments/${name}`, folder.read(name) ?? '']))
const at = project({ ...files, 'environments/lab.yaml': '' })
at.remove('environments/lab.yaml')

interface Serving {
  readonly child: ChildProcess
  readonly output: () => string
  /** Until the text is there, or the process has ended. */
  told(text: RegExp): Promise<RegExpExecArray>
  ended: Promise<number | null>
}

function serve(args: readonly string[], env: Readonly<Record<string, string>> = {}, cwd = at.folder): Serving {
  const { CI: _, TRUSTLOOM_HOOK_SECRET: __, NO_COLOR: ___, TRUSTLOOM_RUN_TASK_KEY: ____, ...inherited } = process.env
  const command = [
    '-r',
    SLOW_CLOCK,
    '-r',
    join(PROJECT, 'cli', 'register.js'),
    join(PROJECT, 'cli', 'serve-hooks.ts'),
    ...args,
  ]
  const child = spawn(process.execPath, command, { cwd, env: { ...inherited, ...env }, timeout: PATIENT })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (output += part.toString()))
  const ended = once(child, 'close').then(([status]) => status as number | null)
  let isOver = false
  void ended.then(() => (isOver = true))
  return {
    child,
    output: () => output,
    ended,
    told: async (text) => {
      for (;;) {
        const found = text.exec(output)
        if (found) return found
        if (isOver) throw new Error(`ended without ${text}:\n${output}`)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    },
  }
}

const sample = (name: string): string => readFileSync(join(PROJECT, 'examples', 'hooks', name), 'utf8')

describe('the example mesh, served', () => {
  let serving: Serving
  let address: string
  beforeAll(async () => {
    serving = serve(['--port', '0'], { TRUSTLOOM_HOOK_SECRET: SECRET })
    const [, found = ''] = await serving.told(/^(http:\/\/127\.0\.0\.1:\d+)\/okta\/saml$/m)
    address = found
  })
  afterAll(() => void serving.child.kill('SIGKILL'))

  const post = (path: string, body: string | Buffer, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${address}${path}`, {
      method: 'POST',
      body: typeof body === 'string' ? body : new Uint8Array(body),
      headers: { 'content-type': 'application/json', authorization: SECRET, ...headers },
    })

  test('each hook has a line for curl, with a sample request that it answers', async () => {
    const lines = [...serving.output().matchAll(/^ {2}curl -s (\S+) .* -d @(\S+)$/gm)]
    expect(lines.map(([, url = '']) => new URL(url).pathname)).toEqual(['/okta/saml', '/okta/token', '/cognito/home'])
    const answers = await Promise.all(
      lines.map(async ([, url = '', file = '']) => {
        const response = await post(new URL(url).pathname, readFileSync(join(at.folder, file), 'utf8'))
        return [response.status, JSON.stringify(await response.json())] as const
      }),
    )
    expect(answers.map(([status]) => status)).toEqual([200, 200, 200])
    for (const [, text] of answers) expect(text).toMatch(/GroupHash/)
    expect(answers[0]?.[1]).toContain('"com.okta.assertion.patch"')
    expect(answers[1]?.[1]).toContain('"com.okta.identity.patch"')
    expect(answers[2]?.[1]).toContain('"claimsAndScopeOverrideDetails"')
    await serving.told(/"event":"signed-in"/)
  })

  test.each<[string, string, string, Record<string, string>, number, RegExp]>([
    ['another secret', '/okta/saml', '{}', { authorization: 'guessed' }, 401, /unauthenticated/],
    ['no secret, to a trigger', '/cognito/home', sample('cognito-token.json'), { authorization: '' }, 401, /Unauth/],
    ['a body that is no JSON', '/okta/saml', '{', {}, 200, /"errorSummary":"The request is not JSON/],
    ['an event of another kind', '/okta/saml', '{}', {}, 200, /"errorSummary"/],
    ['an event that Cognito does not send', '/cognito/home', 'x', {}, 500, /"errorMessage":"This is not an event of/],
    ['a path without a hook', '/okta/other', '{}', {}, 404, /Not Found/],
    ['a service that is not behind Cognito', '/cognito/databricks', '{}', {}, 404, /Not Found/],
  ])('%s', async (_, path, body, headers, status, text) => {
    const response = await post(path, body, headers)
    expect([response.status, await response.text()]).toEqual([status, expect.stringMatching(text)])
  })

  test('another method', async () => {
    expect((await fetch(`${address}/okta/saml`)).status).toBe(404)
  })

  test('a body that the API would not take', async () => {
    const response = await post('/okta/saml', Buffer.alloc(10 * 1024 * 1024 + 1, 'x')).catch(() => undefined)
    // The connection may be closed while the client still sends.
    expect([undefined, 413]).toContain(response?.status)
    expect((await post('/okta/saml', Buffer.alloc(2_000_000, 'x'))).status).toBe(200)
  })

  test('ends cleanly, and has told nobody the secret', async () => {
    serving.child.kill('SIGINT')
    expect(await serving.ended).toBe(0)
    expect(serving.output()).not.toContain(SECRET)
    await expect(fetch(address)).rejects.toThrow('fetch failed')
  })
})

describe('a mesh with a run task, served', () => {
  const KEY = 'signs only here'
  const mesh = {
    'environments/mesh.yaml': (files['environments/mesh.yaml'] ?? '').replace(/^hooks:$/m, 'hooks:\n  runTask: {}'),
  }
  const withTask = project({ ...files, ...mesh, 'environments/lab.yaml': '' })
  withTask.remove('environments/lab.yaml')
  const cloud = hcp(emptyPlan())
  let stand: Awaited<ReturnType<typeof serveHcp>>
  let serving: Serving
  beforeAll(async () => {
    stand = await serveHcp(cloud)
    const env = { TRUSTLOOM_HOOK_SECRET: SECRET, TRUSTLOOM_RUN_TASK_KEY: KEY, ...stand.env }
    serving = serve(['--port', '0'], env, withTask.folder)
  })
  afterAll(() => {
    serving.child.kill('SIGKILL')
    stand.close()
  })

  test('has a line for curl that signs the sample, and answers who has the key', async () => {
    const [line = '', url = ''] = await serving.told(/^ {2}curl -s (\S+\/terraform\/run-task) .*$/m)
    const { PATH = '' } = process.env
    const bash = (key: string): string =>
      execFileSync('sh', ['-c', `${line.trim()} -o /dev/null -w '%{http_code}'`], {
        cwd: withTask.folder,
        env: { PATH, TRUSTLOOM_RUN_TASK_KEY: key },
        encoding: 'utf8',
      })
    const tools = ['curl', 'openssl'].every((each) => spawnSync(each, ['--version']).error === undefined)
    if (tools) expect([bash(KEY), bash('another')]).toEqual(['200', '401'])
    const body = sample('run-task.json')
    const post = (key: string): Promise<Response> =>
      fetch(url, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', 'x-tfc-task-signature': signatureOf(body, key) },
      })
    expect([(await post(KEY)).status, (await post('another')).status]).toEqual([200, 401])
    await serving.told(/"event":"unauthenticated"/)
  })

  test('answers, and reviews the plan in its own process', async () => {
    const [, url = ''] = await serving.told(/^(http:\S+\/terraform\/run-task)$/m)
    const body = JSON.stringify(runRequest())
    const headers = { 'content-type': 'application/json', 'x-tfc-task-signature': signatureOf(body, KEY) }
    expect((await fetch(url, { method: 'POST', body, headers })).status).toBe(200)
    await serving.told(/"event":"reviewed".*"status":"passed"/)
    expect([cloud.taken.map(({ status }) => status), cloud.faults]).toEqual([['running', 'passed'], []])
  })

  test('never tells its key, nor the token', () => {
    for (const text of [KEY, TOKEN]) expect(serving.output()).not.toContain(text)
  })

  test('is not served without a key, and says so', async () => {
    const { child, told, output } = serve(['--port', '0'], { TRUSTLOOM_HOOK_SECRET: SECRET }, withTask.folder)
    await told(/Ctrl\+C ends it/)
    child.kill('SIGKILL')
    expect(output()).toContain('TRUSTLOOM_RUN_TASK_KEY is not set: the run task is not served')
    expect(output()).not.toContain('/terraform/run-task')
  })
})

describe('what keeps it from serving is told', () => {
  test('no secret', async () => {
    const { ended, output } = serve(['--port', '0'])
    expect(await ended).toBe(1)
    expect(output()).toContain('error TRUSTLOOM_HOOK_SECRET is not set\n')
  })

  test('a port that somebody else has', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const { ended, output } = serve(['--port', String(port)], { TRUSTLOOM_HOOK_SECRET: SECRET })
    expect(await ended).toBe(1)
    other.close()
    expect(output()).toContain(`error port ${port} is in use\n  = name another with --port`)
  })

  test('a port that is none', async () => {
    const { ended, output } = serve(['--port', '70000'], { TRUSTLOOM_HOOK_SECRET: SECRET })
    expect(await ended).toBe(1)
    expect(output()).toContain('A port is 0 to 65535.')
  })
})

test('a request becomes an event of the payload format 2.0', () => {
  const body = Buffer.from('{"name":"Å"}')
  const request = { method: 'POST', path: '/okta/saml', headers: { 'content-type': 'application/json' }, body }
  expect(gatewayEvent(request)).toMatchObject({
    version: '2.0',
    routeKey: 'POST /okta/saml',
    rawPath: '/okta/saml',
    headers: { 'content-type': 'application/json' },
    requestContext: { routeKey: 'POST /okta/saml', http: { method: 'POST', path: '/okta/saml' } },
    body: '{"name":"Å"}',
    isBase64Encoded: false,
  })
  const binary = gatewayEvent({ ...request, headers: { 'content-type': 'application/octet-stream' } })
  expect([binary.isBase64Encoded, binary.body]).toEqual([true, body.toString('base64')])
})
