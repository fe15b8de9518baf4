import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import fc from 'fast-check'
import type { DatasetEvent } from '../../../hooks/lib/events/dataset-event'
import type { DirectTable } from '../../support/direct-table'
import { randomFrom } from '../../support/scale'
import { wrongIn } from './history-model'
import { killed } from './killed'
import { applied, batch, body, event, ENVIRONMENTS, TWINS } from './lab'
import { handlerOn, tableOf } from './world'

/** What happens to the messages of a queue. */
export interface History {
  /** Versions of a dataset rise. */
  readonly events: readonly DatasetEvent[]
  /** What happens before the apply, and after it. */
  readonly before: readonly Round[]
  readonly after: readonly Round[]
  /** Whether `lab` is applied in another revision in between. */
  readonly apply: boolean
  /** Decides whose request reaches the table next. */
  readonly seed: number
}

/** Invocations of the function at the same time. */
export type Round = readonly Invocation[]

export interface Invocation {
  /** Places of events; a message may come more than once. */
  readonly messages: readonly number[]
  /** After how many writes the function dies; what it did not finish is delivered again at the end. */
  readonly dies?: number
}

const GROUPS = ['READERS', 'readers', 'adg-declared', 'ADG-Retired', ...TWINS, TWINS[0].toLowerCase()]
const DATASETS = [
  ['lab', 'trials'],
  ['lab', 'labs'],
  ['field', 'trials'],
] as const

const versions = ([environment, dataset]: (typeof DATASETS)[number]): fc.Arbitrary<DatasetEvent[]> => {
  const role = fc
    .constantFrom(...(dataset === 'labs' ? ['labs'] : ['trials', 'wide']))
    .map((each) => `acme-${environment}-live-${each}`)
  const grants = fc.array(fc.record({ group: fc.constantFrom(...GROUPS), role }), { maxLength: 3 })
  return fc
    .array(grants, { minLength: 1, maxLength: 4 })
    .map((all) => all.map((each, place) => event({ environment, dataset, version: place * 2 + 1, grants: each })))
}

const rounds = (events: number): fc.Arbitrary<Round[]> => {
  const messages = fc.array(fc.nat(events - 1), { minLength: 1, maxLength: 3 })
  const dies = fc.option(fc.nat(9), { nil: undefined, freq: 2 })
  const invocation = fc.record({ messages, dies })
  return fc.array(fc.array(invocation, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 })
}

export const history: fc.Arbitrary<History> = fc
  .subarray([...DATASETS], { minLength: 1, maxLength: 2 })
  .chain((datasets) => fc.tuple(...datasets.map(versions)))
  .chain((events) => {
    const all = events.flat()
    return fc.record({
      events: fc.constant(all),
      before: rounds(all.length),
      after: rounds(all.length),
      apply: fc.boolean(),
      seed: fc.integer(),
    })
  })

export type Wrap = (client: DynamoDBDocumentClient) => DynamoDBDocumentClient

/** Lives through a history, delivers at last what is left, and tells what is wrong then. */
export async function liveThrough(of: History, wrap: Wrap = (client) => client, make = tableOf): Promise<string[]> {
  const table = await make()
  const { events, before, after, apply, seed } = of
  const random = randomFrom(seed)
  for (const round of before) await live(table, events, round, random, wrap)
  const seen = new Set((await gates(table)).map((gate) => `${gate.PK} ${String(gate.version)}`))
  if (apply) await table.put(applied('lab', 'r2'))
  for (const round of after) await live(table, events, round, random, wrap)
  await live(table, events, [{ messages: events.map((_, place) => place).sort(() => random() - 0.5) }], random, wrap)
  const rows = await table.rows()
  const revisions: Record<string, string> = {
    ...Object.fromEntries(ENVIRONMENTS.map((name) => [name, 'r1'])),
    ...(apply && { lab: 'r2' }),
  }
  const wrong = wrongIn(rows, {
    events,
    revisions,
    firstSeen: ({ environment, dataset, version }) =>
      seen.has(`DATASET#${environment}#${dataset} ${version}`) ? 'r1' : (revisions[environment] ?? ''),
  })
  await live(table, events, [{ messages: events.map((_, place) => place) }], random, wrap)
  const isSame = JSON.stringify(await table.rows()) === JSON.stringify(rows)
  return isSame ? wrong : [...wrong, 'a replay of everything changes the table']
}

const gates = async (table: DirectTable) =>
  (await table.rows()).filter(({ PK, SK }) => PK.startsWith('DATASET#') && SK === 'LIVE')

async function live(
  table: DirectTable,
  events: readonly DatasetEvent[],
  round: Round,
  random: () => number,
  wrap: Wrap,
): Promise<void> {
  const turns = inTurns(random)
  const invocations = round.map(async ({ messages, dies }) => {
    const client = wrap(turns.wrap(table.client))
    const handler = handlerOn(table, dies === undefined ? client : killed({ after: dies }).wrap(client))
    const answer = await handler(batch(...messages.map((place) => body(events[place] ?? event()))))
    if (dies === undefined && answer.batchItemFailures.length > 0) throw new Error('an event failed')
  })
  await turns.until(Promise.all(invocations))
}

/**
 * Lets one request at a time through to the table, and decides by chance which of those that wait: any order in which
 * the table could serve functions that run at the same time.
 */
function inTurns(random: () => number): { wrap: Wrap; until(work: Promise<unknown>): Promise<void> } {
  const waiting: (() => Promise<unknown>)[] = []
  const wrap: Wrap = (client) => {
    const send = (command: never): Promise<unknown> =>
      new Promise((resolve, reject) => {
        waiting.push(() => client.send(command).then(resolve, reject))
      })
    return { send } as unknown as DynamoDBDocumentClient
  }
  const until = async (work: Promise<unknown>): Promise<void> => {
    let isOver = false
    const over = work.finally(() => (isOver = true))
    over.catch(() => undefined)
    while (!isOver) {
      const [next] = waiting.splice(Math.floor(random() * waiting.length), 1)
      await next?.()
      await new Promise((resolve) => setImmediate(resolve))
    }
    await over
  }
  return { wrap, until }
}
