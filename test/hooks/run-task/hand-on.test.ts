import { createHash, createHmac } from 'node:crypto'
import { handOnTo, NotHandedOn } from '../../../hooks/run-task/hand-on'
import { ownFunction } from '../../../hooks/run-task/own-function'
import { isSealed, seal, unseal, type SealedTask } from '../../../hooks/run-task/seal'
import { TOKEN } from '../../support/hcp'
import { KEY, taskOf } from './lab'

const task = taskOf()
const ENV = {
  AWS_LAMBDA_FUNCTION_NAME: 'acme-run-task',
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  AWS_SESSION_TOKEN: 'session',
}

interface Call {
  readonly url: URL
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Hands a task on to a Lambda that answers so, one answer after the other. */
async function handOn(answers: readonly (number | Error)[], env: NodeJS.ProcessEnv = ENV): Promise<Call[]> {
  const calls: Call[] = []
  const http = (url: URL, init: Omit<Call, 'url'>): Promise<Response> => {
    const answer = answers[calls.length] ?? 202
    calls.push({ ...init, url })
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(new Response(null, { status: answer }))
  }
  const [own, caller] = ownFunction(env)
  await handOnTo(own, { ...caller, http: http as unknown as typeof fetch })(task, KEY)
  return calls
}

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The header `Authorization` that AWS expects. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
function authorizationOf({ method, url, headers, body }: Call): string {
  const names = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? '')?.[1] ?? ''
  const lines = names.split(';').map((each) => `${each}:${headers[each] ?? ''}\n`)
  const request = [method, url.pathname, '', lines.join(''), names, sha256(body)].join('\n')
  const time = headers['x-amz-date'] ?? ''
  const scope = `${time.slice(0, 8)}/eu-central-1/lambda/aws4_request`
  const key = [time.slice(0, 8), 'eu-central-1', 'lambda', 'aws4_request'].reduce<string | Buffer>(
    hmac,
    `AWS4${ENV.AWS_SECRET_ACCESS_KEY}`,
  )
  const signature = hmac(key, ['AWS4-HMAC-SHA256', time, scope, sha256(request)].join('\n')).toString('hex')
  return `AWS4-HMAC-SHA256 Credential=${ENV.AWS_ACCESS_KEY_ID}/${scope}, SignedHeaders=${names}, Signature=${signature}`
}

test('a task is handed on to the function itself, which Lambda invokes without waiting', async () => {
  const [call, ...more] = await handOn([])
  expect(more).toEqual([])
  expect(call?.url.href).toBe(
    'https://lambda.eu-central-1.amazonaws.com/2015-03-31/functions/acme-run-task/invocations',
  )
  expect(call).toMatchObject({
    method: 'POST',
    headers: { 'x-amz-invocation-type': 'Event', 'x-amz-security-token': 'session' },
  })
  const event = JSON.parse(call?.body ?? '') as SealedTask
  expect(isSealed(event) && unseal(event, KEY)).toEqual(task)
  expect(JSON.stringify(call)).not.toContain(TOKEN)
})

test('the call is signed as AWS asks for, over everything that it says', async () => {
  const [call] = await handOn([])
  expect(call?.headers.authorization).toBe(authorizationOf(call!))
  expect(call?.headers.authorization).toMatch(
    /SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date;x-amz-invocation-type;x-amz-security-token,/,
  )
})

test('the host is that of the partition, or of an emulator', async () => {
  const hosts = [{ AWS_REGION: 'cn-north-1' }, { AWS_ENDPOINT_URL_LAMBDA: 'http://127.0.0.1:5000' }].map((each) =>
    handOn([], { ...ENV, ...each }),
  )
  const calls = await Promise.all(hosts)
  expect(calls.map(([call]) => call?.url.origin)).toEqual([
    'https://lambda.cn-north-1.amazonaws.com.cn',
    'http://127.0.0.1:5000',
  ])
})

test.each<[string, (number | Error)[]]>([
  ['too many calls', [429]],
  ['an error of Lambda', [500]],
  ['no connection', [new TypeError('fetch failed')]],
])('after %s it is tried once more', async (_, answers) => {
  expect(await handOn(answers)).toHaveLength(2)
  await expect(handOn([...answers, ...answers])).rejects.toThrow(NotHandedOn)
})

test.each([200, 301, 403, 404])('an answer of %d is none', async (status) => {
  await expect(handOn([status])).rejects.toMatchObject({ status })
})

test('an event has the size that Lambda takes, whatever comes', () => {
  const long = 'x'.repeat(4096)
  // 256 KB, by its older documents.
  expect(
    JSON.stringify(seal({ ...task, token: long, callback: long, plan: long, link: long }, KEY)).length,
  ).toBeLessThan(256 * 1024)
})
