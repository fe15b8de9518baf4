import { emptyPlan } from '../../support/empty-plan'
import { hcp, runRequest, TOKEN } from '../../support/hcp'
import { serveHcp, serveWith } from '../../support/hcp-server'
import { hookConfigOf } from '../../support/hook-config'
import { deploy, type Deployed } from '../../support/token-bundle'
import { apiEvent, KEY } from './lab'

const cloud = hcp(emptyPlan())
/** What Lambda was asked to invoke: path, kind, event. */
const invoked: (readonly [path: string, kind: string, event: string])[] = []
const servers: { close(): void }[] = []
let hook: Deployed

beforeAll(async () => {
  const terraform = await serveHcp(cloud)
  const secrets = await serveWith(() => Promise.resolve(Response.json({ SecretString: KEY })))
  const lambda = await serveWith(({ url, headers }, body) => {
    invoked.push([url ?? '', String(headers['x-amz-invocation-type']), body])
    return Promise.resolve(new Response(null, { status: 202 }))
  })
  servers.push(terraform, secrets, lambda)
  const config = hookConfigOf({ runTask: { failOn: 'high', host: 'app.terraform.io', levels: {} } })
  hook = deploy('run-task', config, { endpoint: '' } as never, {
    TRUSTLOOM_SECRET: 'acme-run-task-key',
    AWS_LAMBDA_FUNCTION_NAME: 'acme-run-task',
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.url,
    AWS_ENDPOINT_URL_LAMBDA: lambda.url,
    ...terraform.env,
  })
})
afterAll(() => {
  hook.remove()
  for (const server of servers) server.close()
})

describe('the function as it is deployed', () => {
  it('is small', () => {
    expect(hook.size).toBeLessThan(550_000)
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
