import type { ServiceEvent } from '../../../hooks/lib/events/service-event'
import { some } from '../../support/scale'
import { differences } from './differences'
import { absentEvent, applied, samlEvent, startLab, type Lab } from './lab'

interface Pair {
  readonly before?: readonly ServiceEvent[]
  /** Is stopped before one of its requests. */
  readonly one: ServiceEvent
  /** Happens as a whole meanwhile. */
  readonly other: (lab: Lab) => Promise<unknown>
}

const READS = /Get|Query/

/**
 * Stops an event before its n-th request, lets the other happen, and lets the event go on for some writes; where it
 * dies then, it comes again.
 *
 * @returns what is wrong in the end, and whether the event had so many requests
 */
async function meet(
  { before = [], one, other }: Pair,
  stop: number,
  writes: number,
): Promise<readonly [string[], boolean]> {
  const lab = await startLab()
  await lab.follow(...before)
  let requests = 0
  let left = Infinity
  const worker = lab.worker({
    before: async (what) => {
      if (++requests === stop) {
        await other(lab)
        left = writes
      }
      if (!READS.test(what)) left--
      if (left < 0) throw new Error('dead')
    },
  })
  if ((await worker.follow(one)).length > 0) await lab.follow(one)
  const found = await differences(lab)
  await lab.close()
  return [found, requests >= stop]
}

const pairs: Record<string, Pair> = {
  'a service that comes, and goes at once': { one: samlEvent(1), other: (lab) => lab.follow(absentEvent(2)) },
  'a service that is told again, and goes by an event that was late': {
    before: [samlEvent(5)],
    one: samlEvent(5),
    other: (lab) => lab.follow(absentEvent(3)),
  },
  'a service that comes, and an apply': {
    one: samlEvent(1),
    other: async (lab) => {
      await lab.apply('lab', 'lab-2')
      await lab.worker().handle(applied('lab'))
    },
  },
}

/** An event takes more requests than the one, and fewer than the other. */
const [FEW, MOST] = [15, 50]
const stops = Array.from({ length: MOST }, (_, index) => index + 1)

test.each(Object.entries(pairs))('%s: whenever they meet, accounts and table agree in the end', async (name, pair) => {
  for (const stop of new Set([...some(stops, Object.keys(pairs).indexOf(name)), FEW, MOST])) {
    // Some die soon after, one write further each time.
    const [found, reached] = await meet(pair, stop, stop % 5 === 0 ? Infinity : stop % 5)
    expect({ stop, found }).toEqual({ stop, found: [] })
    if (stop === FEW || stop === MOST) expect({ stop, reached }).toEqual({ stop, reached: stop === FEW })
  }
})
