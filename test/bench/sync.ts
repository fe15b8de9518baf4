import { PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { TrustRole } from '../../core/model/trust-row'
import type { DatasetEvent } from '../../hooks/lib/events/dataset-event'
import { applied, batch, body, ENVIRONMENTS, event } from '../hooks/entitlement-sync/lab'
import { handlerOn } from '../hooks/entitlement-sync/world'
import { directEngine } from '../support/direct-table'
import { startTable } from '../support/dynalite'

/**
 * Times events about datasets on the embedded engine: through the SDK and HTTP, and without them. The engine is most of
 * it, so an event is also held against as many bare writes as it makes requests. Run with `npm run bench:sync`.
 */
const EVENTS = 400
const BATCH = 10

const line = (text: string): void => void process.stdout.write(`${text}\n`)

interface Bench {
  readonly name: string
  readonly client: DynamoDBDocumentClient
}

/** A client that counts. */
function counting(client: DynamoDBDocumentClient): { readonly client: DynamoDBDocumentClient; requests(): number } {
  let requests = 0
  const send = (command: never): Promise<unknown> => {
    requests++
    return client.send(command)
  }
  return { client: { send } as unknown as DynamoDBDocumentClient, requests: () => requests }
}

interface Load {
  readonly what: string
  readonly events: readonly DatasetEvent[]
  /** How many functions run at the same time. */
  readonly functions: number
}

/** Hands batches to the functions until there is none left. */
async function run(at: Bench, { what, events, functions }: Load): Promise<void> {
  const { client, requests } = counting(at.client)
  const handler = handlerOn(at, client)
  const batches: DatasetEvent[][] = []
  for (let start = 0; start < events.length; start += BATCH) batches.push(events.slice(start, start + BATCH))
  const left = batches.values()
  const start = process.hrtime.bigint()
  let delivered = 0
  const work = async (): Promise<void> => {
    for (const some of left) {
      let bodies = some.map((each) => body(each))
      // The queue would deliver again what failed.
      while (bodies.length > 0) {
        delivered += bodies.length
        const { batchItemFailures } = await handler(batch(...bodies))
        bodies = batchItemFailures.map((each) => bodies[Number(each.itemIdentifier.slice(1))] ?? '')
      }
    }
  }
  await Promise.all(Array.from({ length: functions }, work))
  const seconds = Number(process.hrtime.bigint() - start) / 1e9
  const each = requests() / events.length
  const bare = await writesPerSecond(at, functions * 4)
  line(
    `  ${what}: ${events.length > 1 ? `${(events.length / seconds).toFixed(0)} events/s` : `${seconds.toFixed(2)} s`}, ${each.toFixed(1)} requests an event` +
      `${delivered > events.length ? `, ${delivered - events.length} delivered again` : ''}; ` +
      `an event takes as long as ${((seconds / events.length) * bare).toFixed(1)} bare writes`,
  )
}

/** How fast the engine takes writes that do nothing else. */
async function writesPerSecond({ name, client }: Bench, parallel: number): Promise<number> {
  const WRITES = 1_000
  let left = WRITES
  const start = process.hrtime.bigint()
  const work = async (): Promise<void> => {
    while (left-- > 0)
      await client.send(new PutCommand({ TableName: name, Item: { PK: `BENCH#${left % 50}`, SK: 'x', version: left } }))
  }
  await Promise.all(Array.from({ length: parallel }, work))
  return (WRITES * 1e9) / Number(process.hrtime.bigint() - start)
}

/** Versions of some datasets, each with two groups that the version before had, or new ones. */
function eventsOf(datasets: number, groups: (version: number) => readonly string[]): DatasetEvent[] {
  return Array.from({ length: EVENTS }, (_, place) => {
    const version = Math.floor(place / datasets) + 1
    const dataset = `d${place % datasets}`
    const grants = groups(version).map((group) => ({ group, role: `acme-lab-live-${dataset}` }))
    return event({ dataset, version, grants })
  })
}

async function measure(title: string, make: () => Promise<Bench>): Promise<void> {
  line(title)
  const same = eventsOf(100, () => ['READERS', 'ADG-NEW'])
  const loads: readonly Load[] = [
    { what: 'one function, 100 datasets, two groups', events: same, functions: 1 },
    { what: 'four functions', events: same, functions: 4 },
    { what: 'four functions on one dataset', events: eventsOf(1, () => ['READERS', 'ADG-NEW']), functions: 4 },
    {
      what: 'another group with each version',
      events: eventsOf(100, (version) => [`ADG-${version}`, `ADG-${version + 1}`]),
      functions: 4,
    },
  ]
  for (const load of loads) await run(await make(), load)
  const again = await make()
  await run(again, { what: 'first', events: same, functions: 4 })
  await run(again, { what: 'and all of it again', events: same, functions: 4 })
  const groups = Array.from({ length: 1_000 }, (_, place) => `ADG-${place}`)
  const grants = groups.map((group) => ({ group, role: 'acme-lab-live-trials' }))
  await run(await make(), { what: 'one event of 1,000 new groups', events: [event({ grants })], functions: 1 })
}

/** A live role for each dataset of the loads. */
function withRoles(row: object): object {
  if (!('roles' in row)) return row
  const roles = row.roles as TrustRole[]
  const like = roles.find((each) => each.name === 'acme-lab-live-trials')
  if (!like) return row
  const more = Array.from({ length: 100 }, (_, place): TrustRole => {
    const dataset = `d${place}`
    const name = `acme-lab-live-${dataset}`
    return { ...like, name, arn: like.arn.replace(like.name, name), dataset, location: undefined }
  })
  return { ...row, roles: [...roles, ...more] }
}

const rows = ENVIRONMENTS.flatMap((name) => applied(name, 'r1')).map(withRoles)

async function main(): Promise<void> {
  const tables: { close(): Promise<void> }[] = []
  let made = 0
  await measure('through the SDK and HTTP', async () => {
    const table = await startTable(rows, `bench-${made++}`)
    tables.push(table)
    return table
  })
  await Promise.all(tables.map((each) => each.close()))
  const engine = directEngine()
  await measure('without them', async () => {
    const table = await engine.table(`bench-${made++}`)
    await table.put(rows)
    return table
  })
}

void main()
