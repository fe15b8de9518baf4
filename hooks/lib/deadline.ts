/** When Okta gives up after 3 s, there must be an answer on its way: what a hook takes at most, in milliseconds. */
export const DEADLINE = 2_200

/** What did not come in time. */
export class TimeOver extends Error {
  constructor(milliseconds: number) {
    super(`no result within ${milliseconds} ms`)
    this.name = 'TimeOver'
  }
}

/**
 * The result of the work, if it comes in time. The work is not stopped, since nothing can stop it; its result no longer
 * counts.
 *
 * @throws {TimeOver} after so many milliseconds; else what the work throws
 */
export async function within<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TimeOver(milliseconds)), Math.max(0, milliseconds))
  })
  try {
    return await Promise.race([work(), over])
  } finally {
    clearTimeout(timer)
  }
}
