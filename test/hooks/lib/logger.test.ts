import { hookLog } from '../../../hooks/lib/logger'
import { thrown } from '../../../hooks/lib/thrown'
import type { Log } from '../../../hooks/lib/log'

/** What a function prints. */
function printed(tell: (log: Log) => void): Record<string, unknown>[] {
  const lines: string[] = []
  const spies = [process.stdout, process.stderr].map((stream) =>
    jest.spyOn(stream, 'write').mockImplementation((text) => Boolean(lines.push(String(text)))),
  )
  tell(hookLog('acme-okta-saml'))
  spies.forEach((spy) => spy.mockRestore())
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>)
}

describe('the log', () => {
  it('is one line of JSON an event, in which filters find the event', () => {
    const lines = printed((log) => {
      log.warn('refused', { code: 'no-roles', service: 'lake', message: 'x', level: 'y' })
      log.error('code-collision', { groups: [] })
    })
    expect(lines).toMatchObject([
      {
        level: 'WARN',
        event: 'refused',
        service: 'acme-okta-saml',
        about: { code: 'no-roles', service: 'lake', message: 'x', level: 'y' },
      },
      { level: 'ERROR', event: 'code-collision' },
    ])
  })
})

describe('an exception in the log', () => {
  it('has its name and place, and not its message', () => {
    const secret = 'an assertion'
    let error: unknown
    try {
      JSON.parse(secret)
    } catch (cause) {
      error = cause
    }
    expect((error as Error).message).toContain(secret)
    const fields = thrown(error)
    expect(fields.error).toBe('SyntaxError')
    expect(fields.at).toEqual(expect.arrayContaining([expect.stringContaining('logger.test')]))
    expect(JSON.stringify(fields)).not.toContain(secret)
  })

  it('may be of any kind', () => {
    expect(thrown('text')).toEqual({ error: 'string' })
    expect(thrown(Object.assign(new Error('x'), { stack: undefined }))).toEqual({ error: 'Error', at: [] })
  })
})
