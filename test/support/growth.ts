/**
 * How many times longer 32 times the work takes: about 32 where time grows with the work, 1,024 where it grows with its
 * square. It is the processor's time of this process, the least of some tries, so that other processes hardly count.
 */
export async function growth<T>(once: T, times32: T, work: (of: T) => unknown): Promise<number> {
  const least = async (of: T): Promise<number> => {
    const tries: number[] = []
    // The first is compiled meanwhile.
    for (let nth = 0; nth < 4; nth++) {
      const start = process.cpuUsage()
      await work(of)
      const { user, system } = process.cpuUsage(start)
      tries.push(user + system)
    }
    return Math.min(...tries)
  }
  const small = await least(once)
  return (await least(times32)) / small
}

/** Between the line and the square; caches and the garbage collector make a line three times as steep. */
export const LINEAR = 200
