import fc from 'fast-check'
import { CALLBACK, PLAN, runRequest, signatureOf, TOKEN } from '../../support/hcp'
import sample from '../../../examples/hooks/run-task.json'
import { answering, apiEvent, KEY, START } from './lab'
import { anyText } from '../../support/text'

const body = JSON.stringify(runRequest())
const status = async (asked: ReturnType<typeof answering>, event: ReturnType<typeof apiEvent>): Promise<unknown> =>
  (await asked.handler(event)).statusCode

describe('a request that is signed', () => {
  test('is answered at once, and what is needed of it is handed on', async () => {
    const asked = answering()
    expect(await asked.handler(apiEvent(body))).toMatchObject({ statusCode: 200, body: '{}' })
    expect(asked.tasks).toEqual([
      {
        stage: 'post_plan',
        token: TOKEN,
        callback: CALLBACK,
        plan: PLAN,
        outcomes: true,
        link: 'https://github.com/acme/mesh/pull/7',
        workspace: 'lab',
        run: 'run-i3Df5to9ELvibKpQ',
        received: START,
      },
    ])
    expect(asked.log.lines).toEqual([])
  })

  test('with the key before the last rotation', async () => {
    expect(await status(answering({}, ['another', KEY]), apiEvent(body))).toBe(200)
  })

  test('in bytes that the API passes on in Base64', async () => {
    const text = JSON.stringify(runRequest({ run_message: 'Ærø 🏝' }), null, 2)
    const event = { ...apiEvent(text), body: Buffer.from(text).toString('base64'), isBase64Encoded: true }
    expect(await status(answering(), event)).toBe(200)
  })

  test('in capital digits, in a header of another case', async () => {
    const event = apiEvent(body, '')
    const headers = { ...event.headers, 'X-TFC-Task-Signature': signatureOf(body, KEY).toUpperCase() }
    delete (headers as Record<string, unknown>)['x-tfc-task-signature']
    expect(await status(answering(), { ...event, headers })).toBe(200)
  })

  test('that asks whether somebody is there, is answered, and nothing else happens', async () => {
    for (const request of [sample, runRequest({ access_token: 'test-token' }), runRequest({ stage: 'test' })]) {
      const asked = answering()
      expect(await status(asked, apiEvent(JSON.stringify(request)))).toBe(200)
      expect([asked.tasks, asked.log.lines]).toEqual([[], []])
    }
  })
})

describe('a request that is not signed is refused', () => {
  const wrong: [string, string | undefined][] = [
    ['no signature', ''],
    ['that of another body', signatureOf(`${body} `, KEY)],
    ['that of another key', signatureOf(body, 'another')],
    ['that of an empty key', signatureOf(body, '')],
    ['a part of it', signatureOf(body, KEY).slice(0, 127)],
    ['more than it', `${signatureOf(body, KEY)}0`],
    ['no digits', 'x'.repeat(128)],
    ['it with a space', ` ${signatureOf(body, KEY)}`],
  ]
  test.each(wrong)('%s', async (_, signature) => {
    const asked = answering()
    expect(await status(asked, apiEvent(body, signature))).toBe(401)
    expect(asked.tasks).toEqual([])
    expect(asked.log.lines).toEqual([{ level: 'warn', event: 'unauthenticated', fields: {} }])
  })

  test('without the header', async () => {
    const { headers, ...event } = apiEvent(body)
    const { 'x-tfc-task-signature': _, ...others } = headers
    expect(await status(answering(), { ...event, headers: others })).toBe(401)
  })

  test('whoever signs, while there is no key', async () => {
    for (const keys of [[], ['']]) {
      for (const key of ['', KEY]) {
        expect(await status(answering({}, keys), apiEvent(body, signatureOf(body, key)))).toBe(401)
      }
    }
  })

  test('whoever signs, while the key cannot be read, or not in time', async () => {
    const broken = answering({ findKey: () => Promise.reject(new Error(`no ${KEY}`)) })
    expect(await status(broken, apiEvent(body))).toBe(401)
    expect(broken.log.lines).toMatchObject([{ level: 'error', event: 'failed', fields: { code: 'authentication' } }])
    expect(JSON.stringify(broken.log.lines)).not.toContain(KEY)
    expect(await status(answering({ findKey: () => new Promise(() => undefined), deadline: 20 }), apiEvent(body))).toBe(
      401,
    )
  })

  test('any other signature', async () => {
    const asked = answering()
    const right = signatureOf(body, KEY)
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789abcdefABCDEF'), minLength: 128, maxLength: 128 })
    await fc.assert(
      fc.asyncProperty(fc.oneof(anyText(), digits), async (signature) => {
        fc.pre(signature.toLowerCase() !== right)
        expect(await status(asked, apiEvent(body, signature))).toBe(401)
      }),
    )
  })
})

describe('what is signed and no request of a run', () => {
  const refused = async (text: string): Promise<unknown> => {
    const asked = answering()
    const answer = await asked.handler(apiEvent(text))
    expect(asked.tasks).toEqual([])
    expect(JSON.stringify(asked.log.lines)).not.toContain(TOKEN)
    return [answer.statusCode, answer.body, asked.log.lines.map(({ event, fields }) => `${event} ${fields.code ?? ''}`)]
  }

  test.each<[string, string]>([
    ['no JSON', '{'],
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['another version', JSON.stringify(runRequest({ payload_version: 2 }))],
    ['no token', JSON.stringify(runRequest({ access_token: '' }))],
    ['a token with a line break', JSON.stringify(runRequest({ access_token: 'a\r\nx: y' }))],
    ['a token that is too long', JSON.stringify(runRequest({ access_token: 'a'.repeat(5000) }))],
    ['a stage that is none', JSON.stringify(runRequest({ stage: ['post_plan'] }))],
  ])('%s', async (_, text) => {
    expect(await refused(text)).toEqual([400, '{"error":"bad-request"}', ['failed bad-request']])
  })

  const elsewhere = [
    'http://app.terraform.io/api/v2/x',
    'https://app.terraform.io.example.com/x',
    'https://app.terraform.io:8443/x',
    'https://app.terraform.io@example.com/x',
    'https://user:pass@app.terraform.io/x',
    'https://archivist.terraform.io/x',
    'https://169.254.169.254/latest/meta-data',
    'https://localhost/x',
    'file:///etc/passwd',
    '/api/v2/x',
    '',
    7,
  ]
  test.each(elsewhere)('results are not sent to %s', async (url) => {
    const [code] = (await refused(JSON.stringify(runRequest({ task_result_callback_url: url })))) as [number]
    expect(code).toBe(400)
  })
  test.each(elsewhere.slice(0, -2))('plans are not read from %s', async (url) => {
    expect(await refused(JSON.stringify(runRequest({ plan_json_api_url: url })))).toEqual([
      400,
      '{"error":"foreign-url"}',
      ['failed foreign-url'],
    ])
  })

  test('more than a megabyte is not looked at', async () => {
    const findKey = jest.fn()
    const asked = answering({ findKey })
    expect(await status(asked, apiEvent('x'.repeat(1_000_001)))).toBe(413)
    const event = { ...apiEvent('x'), body: 'x'.repeat(1_400_000), isBase64Encoded: true }
    expect(await status(asked, event)).toBe(413)
    expect(findKey).not.toHaveBeenCalled()
  })

  test('any JSON is answered', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), async (text) => {
        expect([200, 400]).toContain(await status(answering(), apiEvent(text)))
      }),
    )
  })
})

test.each<[string, () => Promise<void>]>([
  ['fails', () => Promise.reject(new Error(`not with ${TOKEN}`))],
  ['hangs', () => new Promise(() => undefined)],
])('what cannot be handed on is sent again: it %s', async (_, handOn) => {
  const asked = answering({ handOn, deadline: 50 })
  expect(await asked.handler(apiEvent(body))).toMatchObject({ statusCode: 503 })
  expect(asked.log.lines).toMatchObject([
    { level: 'error', event: 'failed', fields: { code: 'hand-on', workspace: 'lab' } },
  ])
  expect(JSON.stringify(asked.log.lines)).not.toContain(TOKEN)
})
