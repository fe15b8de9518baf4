import { hookEvent } from '../../../cli/lib/sign-in/okta-call'
import { MAX_ANSWER, oktaHook, type OktaHookOptions, type Written } from '../../../hooks/lib/okta-hook'
import { Refusal } from '../../../hooks/lib/refusal'
import type { Session } from '../../../hooks/lib/session'
import { memoryLog } from '../../support/hook-config'

const SESSION: Session = {
  service: 'lake',
  sessionName: 'anna@example.com',
  sourceIdentity: 'anna@example.com',
  roles: [],
  groups: ['READERS'],
  tags: { GroupHash: '.AAAA.' },
  transitiveTags: ['GroupHash'],
  duration: 3600,
}
const written = (value: unknown): Written => ({
  session: SESSION,
  commands: [{ type: 'x', value: [{ op: 'add', path: '/claims/x', value }] }],
})
const silent = (): Promise<never> => new Promise(() => undefined)

async function run(write: (body: unknown) => Promise<Written>, options: Partial<OktaHookOptions> = {}) {
  const log = memoryLog()
  const hook = oktaHook({ authenticate: async () => true, log, ...options }, write)
  const { statusCode, body = '' } = await hook(hookEvent('{"a":1}', 'secret'))
  return {
    statusCode,
    body: JSON.parse(body) as Record<string, unknown>,
    bytes: Buffer.byteLength(body),
    lines: log.lines,
  }
}

describe('a hook of Okta', () => {
  it('answers commands, and writes down who signed in', async () => {
    const { statusCode, body, lines } = await run(async (request) => written(request))
    expect([statusCode, body]).toEqual([200, { commands: written({ a: 1 }).commands }])
    expect(lines).toEqual([
      {
        level: 'info',
        event: 'signed-in',
        fields: {
          service: 'lake',
          user: 'anna@example.com',
          groups: 1,
          roles: 0,
          duration: 3600,
          milliseconds: expect.any(Number),
        },
      },
    ])
  })

  it('denies with the words of a refusal, and keeps its details for the log', async () => {
    const refusal = new Refusal('no-roles', 'No roles.', { user: 'anna' })
    const { statusCode, body, lines } = await run(() => Promise.reject(refusal))
    expect([statusCode, body]).toEqual([200, { error: { errorSummary: 'No roles.' } }])
    expect(lines).toEqual([{ level: 'warn', event: 'refused', fields: { user: 'anna', code: 'no-roles' } }])
  })

  it.each<[string, () => Promise<never>]>([
    ['rejects', () => Promise.reject(new TypeError('a secret'))],
    ['rejects with a text', () => Promise.reject('a secret')],
    [
      'throws',
      () => {
        throw new RangeError('a secret')
      },
    ],
  ])('denies where something %s, and tells nothing of it', async (_, write) => {
    const { statusCode, body, lines } = await run(write)
    expect([statusCode, body]).toEqual([200, { error: { errorSummary: expect.stringContaining('not possible') } }])
    expect(lines).toMatchObject([{ level: 'error', event: 'failed', fields: { code: 'unavailable' } }])
    expect(JSON.stringify([body, lines])).not.toContain('a secret')
  })

  describe('on a clock of the test', () => {
    beforeEach(() => jest.useFakeTimers())
    afterEach(() => jest.useRealTimers())

    /** When the hook answers, in milliseconds, and what. */
    async function timed(...of: Parameters<typeof run>): Promise<readonly [number, Awaited<ReturnType<typeof run>>]> {
      const start = performance.now()
      const running = run(...of).then((answer) => [performance.now() - start, answer] as const)
      await jest.advanceTimersByTimeAsync(10_000)
      return running
    }

    it('denies in time', async () => {
      const [time, { body, lines }] = await timed(silent, { deadline: 30 })
      expect(time).toBe(30)
      expect(body).toHaveProperty('error')
      expect(lines).toMatchObject([{ event: 'failed', fields: { code: 'unavailable', cause: 'deadline' } }])
    })

    it('has one deadline for the caller and the sign-in together', async () => {
      const slow = (): Promise<boolean> => new Promise((resolve) => setTimeout(() => resolve(true), 400))
      const [time] = await timed(silent, { authenticate: slow, deadline: 500 })
      expect(time).toBe(500)
    })
  })

  it('answers less than 256 KB, or denies', async () => {
    const room = MAX_ANSWER - Buffer.byteLength(JSON.stringify({ commands: written('').commands }))
    const most = await run(async () => written('ä'.repeat(room / 2)))
    expect(most.body).toHaveProperty('commands')
    expect(most.bytes).toBeLessThan(256 * 1024)
    const more = await run(async () => written('ä'.repeat(room / 2 + 1)))
    expect(more.body).toHaveProperty('error')
    expect(more.lines).toMatchObject([{ event: 'refused', fields: { code: 'too-many-roles' } }])
  })

  it.each<[string, OktaHookOptions['authenticate']]>([
    ['is wrong', async () => false],
    ['cannot be read', () => Promise.reject(new Error('a secret'))],
    ['cannot be read in time', silent],
  ])('does not look at the request of a caller whose secret %s', async (_, authenticate) => {
    const write = jest.fn(async () => written(1))
    const { statusCode, lines } = await run(write, { authenticate, deadline: 30 })
    expect(statusCode).toBe(401)
    expect(write).not.toHaveBeenCalled()
    expect(lines).toHaveLength(1)
    expect(['unauthenticated', 'failed']).toContain(lines[0]?.event)
    expect(JSON.stringify(lines)).not.toContain('a secret')
  })
})
