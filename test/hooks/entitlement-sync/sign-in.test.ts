import { declaredKey } from '../../../core/model/table-keys'
import { runTimeCandidate } from '../../../core/model/codes'
import type { Log } from '../../../hooks/lib/log'
import { signIn } from '../../../hooks/lib/sign-in'
import type { DatasetEvent } from '../../../hooks/lib/events/dataset-event'
import { startTable, type Table } from '../../support/dynalite'
import { applied, batch, body, CONFIG, event } from './lab'
import { handlerOn } from './world'

/** What a sign-in reads is what an event wrote: through the SDK, and the engine's own HTTP. */
let table: Table
const errors: unknown[] = []
const log: Log = { info: () => undefined, warn: () => undefined, error: (...line) => void errors.push(line) }

beforeEach(async () => {
  errors.length = 0
  const declared = { ...declaredKey.group('READERS', 'field'), code: 'mTKM', roles: [] }
  table = await startTable([...applied('lab', 'r1'), ...applied('field', 'r1'), declared])
})
afterEach(() => table.close())

const roles = async (service: string, ...groups: string[]): Promise<string[] | string> => {
  const scope = { config: CONFIG, table: table.reader, log }
  try {
    const session = await signIn(scope, { service, user: 'anna@example.com', groups, attributes: {} })
    return [...session.roles.map((role) => role.arn.replace(/^.*\//, '')), session.tags.GroupHash ?? '']
  } catch (error) {
    return String((error as { code?: string }).code)
  }
}

async function publish(...events: DatasetEvent[]): Promise<void> {
  const answer = await handlerOn({ name: table.name }, table.client)(batch(...events.map((each) => body(each))))
  expect(answer).toEqual({ batchItemFailures: [] })
}

const grants = [
  { group: 'ADG-New', role: 'acme-lab-live-trials' },
  { group: 'readers', role: 'acme-lab-live-wide' },
]
const code = runTimeCandidate('adg-new', 0)

test('a group of run time opens exactly its roles, through exactly their services', async () => {
  expect(await roles('notebooks', 'adg-NEW')).toBe('no-roles')
  await publish(event({ grants }))
  expect(await roles('notebooks', 'adg-NEW')).toEqual(['acme-lab-live-trials', `.${code}.`])
  expect(await roles('studio', 'adg-NEW')).toBe('no-roles')
  expect(await roles('studio', 'READERS')).toEqual(['acme-lab-live-wide', '.mTKM.'])
  expect(await roles('notebooks', 'READERS', 'ADG-New', 'ADG-Other')).toEqual([
    'acme-lab-live-trials',
    'acme-lab-live-wide',
    `.mTKM.${code}.`,
  ])
  expect(errors).toEqual([])
})

test('it is taken away by the next version, and by no older one', async () => {
  await publish(event({ grants }))
  await publish(event({ version: 2, grants: grants.slice(1) }))
  await publish(event({ grants }))
  expect(await roles('notebooks', 'ADG-New')).toBe('no-roles')
  expect(await roles('notebooks', 'READERS')).toEqual(['acme-lab-live-wide', '.mTKM.'])
  expect(errors).toEqual([])
})

test('it ends with the revision that it was made on, and a replay does not bring it back', async () => {
  await publish(event({ grants }))
  await table.put(applied('lab', 'r2'))
  expect(await roles('notebooks', 'ADG-New', 'READERS')).toBe('no-roles')
  await publish(event({ grants }))
  expect(await roles('notebooks', 'ADG-New', 'READERS')).toBe('no-roles')
  await publish(event({ version: 2, grants }))
  expect(await roles('notebooks', 'ADG-New')).toEqual(['acme-lab-live-trials', `.${code}.`])
  expect(errors).toEqual([])
})

test('an apply of another environment ends nothing', async () => {
  await publish(event({ grants }))
  await table.put(applied('field', 'r2'))
  expect(await roles('notebooks', 'ADG-New')).toEqual(['acme-lab-live-trials', `.${code}.`])
})
