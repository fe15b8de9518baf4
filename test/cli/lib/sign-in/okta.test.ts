import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import { transformAssertion, type AssertionRequest } from '../../../../cli/lib/sign-in/okta'
import type { OktaHook } from '../../../../cli/lib/sign-in/okta-call'
import { transformTokens } from '../../../../cli/lib/sign-in/okta-token'
import { requestOf } from '../../../support/saml-request'

const request: AssertionRequest = requestOf({ claims: { 'a/b~c': ['1'] } })
const { assertion } = request.data

const answering =
  (body: unknown, statusCode = 200): OktaHook =>
  async () => ({ statusCode, body: JSON.stringify(body) })
const patching = (...value: object[]): OktaHook =>
  answering({ commands: [{ type: 'com.okta.assertion.patch', value }] })

/** A hook that answers one after another, and counts. */
function inTurn(...answers: (() => Promise<APIGatewayProxyStructuredResultV2>)[]): OktaHook {
  const rest = [...answers]
  return () => rest.shift()?.() ?? Promise.reject(new Error('called too often'))
}
const status = (statusCode: number) => async () => ({ statusCode, body: '{}' })
const good = patching({ op: 'add', path: '/claims/x', value: 1 })
const hang = (): Promise<never> => new Promise(() => undefined)

describe('Okta, calling a SAML hook', () => {
  it('adds and replaces, with pointers of RFC 6901', async () => {
    const hook = patching(
      { op: 'add', path: '/claims/new', value: { n: 1 } },
      { op: 'add', path: '/claims/m~1n~0o', value: 2 },
      { op: 'add', path: '/authentication/sessionLifetime', value: 900 },
      { op: 'replace', path: '/claims/a~1b~0c/attributeValues/0/value', value: '2' },
      { op: 'replace', path: '/subject/nameId', value: 'bert@novonordisk.com' },
    )
    const result = await transformAssertion(hook, request)
    expect(result).toMatchObject({
      outcome: 'patched',
      tries: 1,
      assertion: {
        subject: { nameId: 'bert@novonordisk.com' },
        authentication: { sessionLifetime: 900 },
        claims: { new: { n: 1 }, 'm/n~o': 2, 'a/b~c': { attributeValues: [{ value: '2' }] } },
      },
    })
    expect(JSON.stringify(assertion)).not.toContain('bert')
  })

  it.each([
    ['remove', { op: 'remove', path: '/claims/groups' }],
    ['move', { op: 'move', from: '/claims/groups', path: '/claims/x' }],
    ['test', { op: 'test', path: '/claims/groups', value: 1 }],
    ['add elsewhere', { op: 'add', path: '/subject/x', value: 1 }],
    ['replace what is not there', { op: 'replace', path: '/claims/none', value: 1 }],
    ['replace elsewhere', { op: 'replace', path: '/lifetime/expiration', value: 1 }],
    ['an unescaped name', { op: 'add', path: '/claims/https://x/y', value: 1 }],
    ['a pointer that is none', { op: 'add', path: 'claims/x', value: 1 }],
    ['an escape that is none', { op: 'add', path: '/claims/a~2', value: 1 }],
    ['no path', { op: 'add', value: 1 }],
  ])('keeps the original assertion where one command of several cannot be applied: %s', async (_, bad) => {
    const result = await transformAssertion(patching({ op: 'add', path: '/claims/x', value: 1 }, bad), request)
    expect(result).toEqual({ outcome: 'original', assertion, tries: 1 })
  })

  it.each<[string, OktaHook]>([
    ['a command of another hook', answering({ commands: [{ type: 'com.okta.identity.patch', value: [] }] })],
    ['commands that are none', answering({ commands: { type: 'x' } })],
    ['nothing', answering({})],
    ['no JSON', async () => ({ statusCode: 200, body: '<html>' })],
    ['256 KB', patching({ op: 'add', path: '/claims/x', value: 'x'.repeat(256 * 1024) })],
    ['204', status(204)],
  ])('keeps the original assertion for %s', async (_, hook) => {
    expect(await transformAssertion(hook, request)).toEqual({ outcome: 'original', assertion, tries: 1 })
  })

  it('denies the sign-in if the hook answers an error, and says why', async () => {
    const error = { errorSummary: 'No roles.' }
    expect(await transformAssertion(answering({ error, commands: [] }), request)).toEqual({
      outcome: 'denied',
      errorSummary: 'No roles.',
      tries: 1,
    })
    const silent = await transformAssertion(answering({ error: {} }), request)
    expect(silent).toMatchObject({ outcome: 'denied', errorSummary: 'The callback service returned an error' })
  })

  it('tries once more after a timeout, an exception, a redirect and a fault of the server', async () => {
    for (const first of [hang, () => Promise.reject(new Error('down')), status(302), status(500), status(503)]) {
      const hook = inTurn(first, () => good({} as never))
      expect(await transformAssertion(hook, request, { timeout: 20 })).toMatchObject({ outcome: 'patched', tries: 2 })
      const down = inTurn(first, first)
      const result = await transformAssertion(down, request, { timeout: 20 })
      expect(result).toEqual({ outcome: 'original', assertion, tries: 2 })
    }
  })

  it('does not try again after any 2xx or 4xx', async () => {
    for (const code of [202, 204, 400, 401, 404, 429]) {
      const result = await transformAssertion(inTurn(status(code), status(200)), request)
      expect(result).toEqual({ outcome: 'original', assertion, tries: 1 })
    }
  })

  it('sends its secret to the letter', async () => {
    let seen: unknown
    const hook: OktaHook = async ({ headers, body }) => {
      seen = [headers.authorization, JSON.parse(body ?? '')]
      return { statusCode: 204 }
    }
    await transformAssertion(hook, request, { authorization: 'Basic x' })
    expect(seen).toEqual(['Basic x', request])
  })
})

describe('Okta, calling a token hook', () => {
  const tokens = {
    data: {
      identity: { claims: { sub: 'u', groups: ['A'] }, token: { lifetime: { expiration: 3600 } } },
      access: { claims: { sub: 'u' } },
    },
  }
  const command = (type: string, ...value: object[]): OktaHook => answering({ commands: [{ type, value }] })

  it('adds, replaces and removes claims of either token', async () => {
    const hook = answering({
      commands: [
        {
          type: 'com.okta.identity.patch',
          value: [
            { op: 'add', path: '/claims/https:~1~1x', value: 1 },
            { op: 'replace', path: '/claims/sub', value: 'v' },
            { op: 'replace', path: '/token/lifetime/expiration', value: 60 },
          ],
        },
        { type: 'com.okta.access.patch', value: [{ op: 'remove', path: '/claims/sub' }] },
      ],
    })
    expect(await transformTokens(hook, tokens)).toEqual({
      outcome: 'patched',
      tries: 1,
      identity: { claims: { sub: 'v', groups: ['A'], 'https://x': 1 }, token: { lifetime: { expiration: 60 } } },
      access: { claims: {} },
    })
  })

  it.each<[string, OktaHook]>([
    ['a reserved claim', command('com.okta.identity.patch', { op: 'replace', path: '/claims/groups', value: [] })],
    ['a claim that is not there', command('com.okta.identity.patch', { op: 'remove', path: '/claims/x' })],
    ['the lifetime', command('com.okta.identity.patch', { op: 'remove', path: '/token/lifetime/expiration' })],
    ['the scopes', command('com.okta.access.patch', { op: 'add', path: '/scopes/x', value: {} })],
    ['an assertion', command('com.okta.assertion.patch', { op: 'add', path: '/claims/x', value: 1 })],
    ['a fault of the server', status(500)],
    ['an exception', () => Promise.reject(new Error('down'))],
  ])('keeps both tokens, and calls once: %s', async (_, hook) => {
    expect(await transformTokens(hook, tokens)).toEqual({ outcome: 'original', ...tokens.data, tries: 1 })
  })

  it('keeps the tokens where a command is of one that nobody asked for', async () => {
    const hook = command('com.okta.access.patch', { op: 'add', path: '/claims/x', value: 1 })
    const { identity } = tokens.data
    expect(await transformTokens(hook, { data: { identity } })).toEqual({ outcome: 'original', identity, tries: 1 })
  })

  it('denies the sign-in if the hook answers an error', async () => {
    const result = await transformTokens(answering({ error: { errorSummary: 'No.' } }), tokens)
    expect(result).toEqual({ outcome: 'denied', errorSummary: 'No.', tries: 1 })
  })
})
