import fc from 'fast-check'
import { keptSecrets } from '../../../hooks/lib/kept-secrets'
import { runTaskFunction } from '../../../hooks/run-task/function'
import { isSealed, seal, unseal, type SealedTask } from '../../../hooks/run-task/seal'
import type { Task } from '../../../hooks/run-task/task'
import { TOKEN } from '../../support/hcp'
import { memoryLog } from '../../support/hook-config'
import { apiEvent, KEY, START, taskOf } from './lab'

const task = taskOf()

describe('a sealed task', () => {
  const sealed = seal(task, KEY)

  test('is opened with the key, and with no other', () => {
    expect(unseal(sealed, KEY)).toEqual(task)
    for (const key of ['', 'another', `${KEY} `]) expect(unseal(sealed, key)).toBeUndefined()
  })

  test('shows nothing of the task', () => {
    const bytes = Buffer.from(sealed.sealed, 'base64').toString('latin1')
    for (const text of [TOKEN, 'terraform', 'lab', KEY]) expect(bytes).not.toContain(text)
    expect(seal(task, KEY)).not.toEqual(sealed)
  })

  test('is not opened where any bit of it is another', () => {
    const bytes = Buffer.from(sealed.sealed, 'base64')
    fc.assert(
      fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
        const other = Buffer.from(bytes)
        other[bit >> 3]! ^= 1 << (bit & 7)
        expect(unseal({ sealed: other.toString('base64') }, KEY)).toBeUndefined()
      }),
    )
  })

  test('is nothing else', () => {
    fc.assert(fc.property(fc.string(), (text) => unseal({ sealed: text }, KEY) === undefined))
    expect([{}, null, 'x', [], { sealed: 1 }, apiEvent('{"sealed":"x"}')].filter(isSealed)).toEqual([])
  })
})

describe('the function', () => {
  const world = (keys: readonly string[] = [KEY]) => {
    const log = memoryLog()
    const worked: Task[] = []
    const findKey = keptSecrets({ read: () => Promise.resolve(keys), now: () => new Date(START) })
    const work = (each: Task): Promise<void> => Promise.resolve(void worked.push(each))
    const answer = (): Promise<{ statusCode: number }> => Promise.resolve({ statusCode: 200 })
    return { log, worked, handler: runTaskFunction({ answer, work, findKey, log }) }
  }

  test('answers the API, and works on what it has handed to itself', async () => {
    const { handler, worked, log } = world()
    expect(await handler(apiEvent('{}'))).toEqual({ statusCode: 200 })
    expect(worked).toEqual([])
    expect(await handler(seal(task, KEY))).toBeUndefined()
    expect([worked, log.lines]).toEqual([[task], []])
  })

  test('works on what was sealed before its key was replaced', async () => {
    const { handler, worked } = world(['new', KEY])
    await handler(seal(task, KEY))
    expect(worked).toEqual([task])
  })

  test.each<[string, SealedTask]>([
    ['somebody else sealed', seal(task, 'another')],
    ['nobody sealed', { sealed: Buffer.from(JSON.stringify(task)).toString('base64') }],
  ])('does not work on what %s', async (_, event) => {
    const { handler, worked, log } = world()
    expect(await handler(event)).toBeUndefined()
    expect([worked, log.lines]).toEqual([[], [{ level: 'error', event: 'failed', fields: { code: 'not-sealed' } }]])
  })
})
