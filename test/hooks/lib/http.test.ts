import { hookEvent } from '../../../cli/lib/sign-in/okta-call'
import { jsonBody, MAX_BODY } from '../../../hooks/lib/http'
import { TimeOver, within } from '../../../hooks/lib/deadline'

describe('the body of a request', () => {
  const encoded = (text: string) => ({ ...hookEvent(Buffer.from(text).toString('base64')), isBase64Encoded: true })

  it('is JSON, as text or in Base64', () => {
    expect(jsonBody(hookEvent('{"a":"ä"}'))).toEqual({ a: 'ä' })
    expect(jsonBody(encoded('{"a":"ä"}'))).toEqual({ a: 'ä' })
  })

  it.each(['', '{', 'null null', '<xml/>'])('is refused where it is not: %j', (body) => {
    expect(() => jsonBody(hookEvent(body))).toThrow(expect.objectContaining({ code: 'bad-request' }))
  })

  it('is refused without its text in the message', () => {
    expect(() => jsonBody(hookEvent('an assertion'))).not.toThrow(/an assertion/)
  })

  it('may have 1 MB, and is not parsed beyond', () => {
    const parse = jest.spyOn(JSON, 'parse')
    const large = JSON.stringify('x'.repeat(MAX_BODY - 2))
    expect(jsonBody(hookEvent(large))).toHaveLength(MAX_BODY - 2)
    const before = parse.mock.calls.length
    const tooLarge = [
      hookEvent(`${large} `),
      hookEvent('ä'.repeat(MAX_BODY / 2 + 1)),
      encoded('x'.repeat(MAX_BODY + 3)),
    ]
    for (const event of [...tooLarge, hookEvent('x'.repeat(10 * MAX_BODY))])
      expect(() => jsonBody(event)).toThrow(expect.objectContaining({ code: 'too-large' }))
    expect(parse.mock.calls.length).toBe(before)
    parse.mockRestore()
  })
})

describe('a deadline', () => {
  it('gives what comes in time, faults included', async () => {
    expect(await within(1000, async () => 1)).toBe(1)
    await expect(within(1000, async () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  })

  it('does not wait longer', async () => {
    await expect(within(10, () => new Promise(() => undefined))).rejects.toThrow(TimeOver)
    await expect(within(-5, () => new Promise(() => undefined))).rejects.toThrow(TimeOver)
  })

  it('leaves no timer behind', async () => {
    const clear = jest.spyOn(globalThis, 'clearTimeout')
    await within(60_000, async () => 1)
    expect(clear).toHaveBeenCalledTimes(1)
    clear.mockRestore()
  })

  it('drops what fails too late', async () => {
    let fail = (): void => undefined
    const late = new Promise<never>((_, reject) => (fail = () => reject(new Error('too late'))))
    await expect(within(1, () => late)).rejects.toThrow(TimeOver)
    fail()
    await new Promise((resolve) => setImmediate(resolve))
  })
})
