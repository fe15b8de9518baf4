import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { hookEvent } from '../../../cli/lib/sign-in/okta-call'
import { headerSecret, jwtAuthorized } from '../../../hooks/lib/authenticate'

const START = Date.parse('2026-01-01T00:00:00Z')

/** A secret that changes, and a clock that a test moves. */
function source(...secrets: string[]) {
  const state = { secrets, reads: 0, time: START, fault: undefined as Error | undefined }
  const authenticate = headerSecret({
    read: async () => {
      state.reads++
      await Promise.resolve()
      if (state.fault) throw state.fault
      return state.secrets
    },
    now: () => new Date(state.time),
  })
  return { state, ask: (authorization?: string) => authenticate(hookEvent('{}', authorization)) }
}

describe('the header secret', () => {
  it('is compared to the letter', async () => {
    const { ask } = source('Basic abc')
    expect(await ask('Basic abc')).toBe(true)
    for (const wrong of ['basic abc', 'Basic abc ', 'Basic ab', 'Basic abcd', 'abc', ''])
      expect(await ask(wrong)).toBe(false)
    expect(await ask()).toBe(false)
  })

  it('is found under a header of any case', async () => {
    const authenticate = headerSecret({ read: async () => ['x'], now: () => new Date(START) })
    const event: APIGatewayProxyEventV2 = { ...hookEvent('{}'), headers: { Authorization: 'x' } }
    expect(await authenticate(event)).toBe(true)
  })

  it('admits the one before while it is rotated, and an empty one never', async () => {
    const { ask } = source('new', 'old', '')
    expect([await ask('new'), await ask('old'), await ask('older'), await ask('')]).toEqual([true, true, false, false])
  })

  it('admits nobody where there is no secret', async () => {
    expect(await source().ask('undefined')).toBe(false)
  })

  it('is kept for five minutes', async () => {
    const { state, ask } = source('x')
    await ask('x')
    state.time += 5 * 60_000 - 1
    await ask('x')
    expect(state.reads).toBe(1)
    state.time += 1
    await ask('x')
    expect(state.reads).toBe(2)
  })

  it('is read again where it does not match, at most every 30 seconds', async () => {
    const { state, ask } = source('old')
    await ask('old')
    state.secrets = ['new', 'old']
    expect(await ask('new')).toBe(false)
    state.time += 30_000
    expect(await ask('new')).toBe(true)
    expect(state.reads).toBe(2)
    for (let guess = 0; guess < 100; guess++) expect(await ask(`guess ${guess}`)).toBe(false)
    expect(state.reads).toBe(2)
  })

  it('is read once for many requests at a time', async () => {
    const { state, ask } = source('x')
    expect(await Promise.all(Array.from({ length: 20 }, () => ask('x')))).toEqual(Array(20).fill(true))
    expect(state.reads).toBe(1)
  })

  it('admits nobody while it cannot be read, and somebody when it can be again', async () => {
    const { state, ask } = source('x')
    state.fault = new Error('Secrets Manager is down')
    await expect(ask('x')).rejects.toThrow('down')
    state.fault = undefined
    expect(await ask('x')).toBe(true)
  })

  it('ends with its rotation even if the clock goes back by years', async () => {
    const { state, ask } = source('old')
    await ask('old')
    state.secrets = ['new']
    state.time -= 10 * 365 * 86_400_000
    expect(await ask('old')).toBe(false)
    expect(await ask('new')).toBe(true)
  })
})

describe('the authorizer', () => {
  const event = (authorizer?: unknown): APIGatewayProxyEventV2 => {
    const plain = hookEvent('{}', 'Bearer forged')
    return {
      ...plain,
      requestContext: { ...plain.requestContext, ...(authorizer !== undefined && { authorizer }) },
    } as APIGatewayProxyEventV2
  }

  it('admits whose token API Gateway has verified, and nobody else', async () => {
    expect(await jwtAuthorized(event({ jwt: { claims: { sub: '0oa1' }, scopes: [] } }))).toBe(true)
    for (const authorizer of [undefined, {}, { jwt: {} }, { jwt: { claims: {} } }, { lambda: { sub: 'x' } }])
      expect(await jwtAuthorized(event(authorizer))).toBe(false)
  })
})
