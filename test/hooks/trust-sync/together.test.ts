import fc from 'fast-check'
import type { ServiceEvent } from '../../../hooks/lib/events/service-event'
import {
  absentEvent,
  applied,
  memberRows,
  oidcEvent,
  putRow,
  rowOf,
  samlEvent,
  startLab,
  type Lab,
  type Worker,
} from './lab'
import { differences } from './differences'
import { schedule } from './schedule'
import { runs } from '../../support/scale'

const PLACES = ['lab', 'wet'] as const
const place = fc.constantFrom(...PLACES)
const places = fc.subarray([...PLACES], { minLength: 1 })

/** What happens to a mesh, each beside the others. */
const happening = fc.oneof(
  fc.record({ kind: fc.constant('saml' as const), version: fc.integer({ min: 1, max: 3 }), environments: places }),
  fc.record({ kind: fc.constant('oidc' as const), version: fc.integer({ min: 1, max: 3 }), environments: places }),
  fc.record({ kind: fc.constant('absent' as const), version: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ kind: fc.constant('apply' as const), environment: place }),
  fc.record({ kind: fc.constant('group' as const), environment: place, gone: fc.boolean() }),
  fc.record({ kind: fc.constant('look' as const), environment: place }),
)
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never

/** The same version of a service always says the same. */
function eventOf(each: Happening): ServiceEvent | undefined {
  if (each.kind === 'absent') return absentEvent(each.version)
  if (each.kind === 'saml') return samlEvent(each.version, { environments: each.environments })
  return each.kind === 'oidc' ? oidcEvent(each.version, { environments: each.environments }) : undefined
}

interface Going {
  readonly lab: Lab
  readonly worker: () => Worker
  readonly turn: <T>(act: () => Promise<T>) => Promise<T>
  /** What fails comes again, when others have gone on, until the queue gives up. */
  readonly settled: (deliver: () => Promise<readonly unknown[]>) => Promise<void>
  /** Different for each happening. */
  readonly number: number
}

async function happen({ lab, worker, turn, settled, number }: Going, each: Happening): Promise<void> {
  const event = eventOf(each)
  if (event) return settled(() => worker().follow(event))
  if (each.kind === 'apply') {
    const { environment } = each
    const revision = `${environment}-${number + 2}`
    await turn(() => putRow(lab, rowOf(lab.built, environment, revision)))
    await turn(() => lab.apply(environment, revision))
    return settled(async () => (await worker().handle(applied(environment))).batchItemFailures)
  }
  if (each.kind === 'group') {
    const [meta] = await lab.table.reader.rows([{ PK: `ENV#${each.environment}`, SK: 'META' }])
    const fields = { version: number + 1, revision: meta?.revision, ...(each.gone && { gone: true }) }
    for (const row of memberRows(each.environment, 'ADG-NEW', 'zAAA', [`acme-${each.environment}-reader`], fields))
      await turn(() => putRow(lab, row))
  }
  if (each.kind === 'group' || each.kind === 'look') {
    const body = JSON.stringify({ schemaVersion: 1, type: 'environment', environment: each.environment })
    return settled(() => worker().send(body))
  }
}

const READS = /Get|Query/

test('events, groups and applies, all at once, and functions that die: accounts and table agree in the end', async () => {
  const deaths = fc.array(fc.integer({ min: 1, max: 25 }), { minLength: 8, maxLength: 8 })
  const happenings = fc.array(happening, { minLength: 2, maxLength: 7 })
  await fc.assert(
    fc.asyncProperty(happenings, deaths, fc.nat(), async (all, dies, seed) => {
      const lab = await startLab()
      const { turns, fallBehind } = schedule(seed)
      const go = (each: Happening, number: number): Promise<void> => {
        const turn = turns(number)
        let left = dies[number] ?? Infinity
        let mortal = true
        const before = (what: string): void => {
          if (mortal && !READS.test(what) && --left <= 0) throw new Error('dead')
        }
        const worker = (): Worker => {
          // Whoever died once lives on.
          mortal = left > 0
          return lab.worker({ turn, before })
        }
        const settled: Going['settled'] = async (deliver) => {
          for (let tries = 0; tries < 12; tries++) {
            if ((await deliver()).length === 0) return
            fallBehind(number)
          }
          throw new Error('failed twelve times')
        }
        return happen({ lab, worker, turn, settled, number }, each)
      }
      try {
        await Promise.all(all.map(go))
        expect(await differences(lab)).toEqual([])
      } finally {
        await lab.close()
      }
    }),
    { numRuns: runs(12) },
  )
})
