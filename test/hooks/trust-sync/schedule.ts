import { randomFrom } from '../../support/scale'

/** Lets one request after another pass, of those that wait. */
export interface Schedule {
  /** A worker's turns: each request waits for one, and keeps it until it is answered. */
  turns(worker: number): <T>(act: () => Promise<T>) => Promise<T>
  /** Lets all others go first. */
  fallBehind(worker: number): void
}

interface Waiting {
  readonly worker: number
  readonly go: () => void
}

/** An event takes about so many requests. */
const LONGEST = 50

/**
 * An order of requests for each seed: a worker goes on until, after some request, it falls behind all others, and
 * finishes when they have fallen behind or ended. So some have written when others, that go on last, have only read.
 * Timers would meet in about the same order every time.
 *
 * @see https://www.microsoft.com/en-us/research/publication/a-randomized-scheduler-with-probabilistic-guarantees-of-finding-bugs/
 */
export function schedule(seed: number): Schedule {
  const waiting: Waiting[] = []
  const order: number[] = []
  /** Worker → how many requests it makes before it falls behind. */
  const requests = new Map<number, number>()
  const chance = randomFrom(seed)
  const random = (limit: number): number => Math.floor(chance() * limit)
  let busy = false
  const next = (): void => {
    if (busy || waiting.length === 0) return
    busy = true
    // Whoever is about to ask, too, is to be among those that wait.
    setImmediate(() =>
      setImmediate(() => {
        waiting.sort((a, b) => order.indexOf(a.worker) - order.indexOf(b.worker))
        const turn = waiting.shift()
        if (!turn) return
        const { worker } = turn
        const left = (requests.get(worker) ?? 0) - 1
        requests.set(worker, left)
        if (left === 0) fallBehind(worker)
        turn.go()
      }),
    )
  }
  const fallBehind = (worker: number): void => void order.push(...order.splice(order.indexOf(worker), 1))
  return {
    fallBehind,
    turns: (worker) => {
      order.splice(random(order.length + 1), 0, worker)
      requests.set(worker, 1 + random(LONGEST))
      return async (act) => {
        await new Promise<void>((go) => {
          waiting.push({ worker, go })
          next()
        })
        try {
          return await act()
        } finally {
          busy = false
          next()
        }
      }
    },
  }
}
