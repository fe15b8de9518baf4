/** Runs work as soon as fewer than `limit` others run, in the order in which it was asked for. */
export type Slot = <T>(work: () => Promise<T>) => Promise<T>

export function atMost(limit: number): Slot {
  let running = 0
  const waiting: (() => void)[] = []
  return async (work) => {
    if (running >= limit) await new Promise<void>((resolve) => void waiting.push(resolve))
    else running++
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}

/**
 * Does the same with each item, a few at a time, and ends when all have ended: nothing runs on behind a failure.
 *
 * @throws what the first of them threw
 */
export async function inParallel<T, R>(items: Iterable<T>, limit: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const slot = atMost(limit)
  const ended = await Promise.allSettled(Array.from(items, (item) => slot(() => work(item))))
  return ended.map((each) => {
    if (each.status === 'rejected') throw each.reason
    return each.value
  })
}
