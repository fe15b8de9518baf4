export interface SecretSource {
  /** Every secret that is valid now: the current one and, while it is rotated, the one before. */
  read(): Promise<readonly string[]>
  now(): Date
}

/**
 * The secret that fits, if one does. Each is tried, so that it takes as long whichever it is. Empty ones fit nothing.
 *
 * @throws what reading the secrets throws
 */
export type FindSecret = (fits: (secret: string) => boolean) => Promise<string | undefined>

/** How long secrets are kept, in milliseconds. */
const KEPT = 5 * 60_000

/** A stranger who guesses must not make the hook read the secrets at each guess: milliseconds between two readings. */
const READ_AGAIN = 30_000

interface Known {
  readonly secrets: readonly string[]
  readonly at: number
}

/** Secrets are read once in a while, and again where none fits: a new one holds at once. */
export function keptSecrets({ read, now }: SecretSource): FindSecret {
  let known: Known | undefined
  let reading: Promise<Known> | undefined
  const readAgain = (): Promise<Known> =>
    (reading ??= read()
      .then((secrets) => (known = { secrets: secrets.filter((each) => each !== ''), at: now().getTime() }))
      .finally(() => (reading = undefined)))
  return async (fits) => {
    const age = known && now().getTime() - known.at
    const fresh = known && age !== undefined && age >= 0 && age < KEPT ? known : await readAgain()
    const [found] = fresh.secrets.filter(fits)
    if (found !== undefined || now().getTime() - fresh.at < READ_AGAIN) return found
    return (await readAgain()).secrets.filter(fits)[0]
  }
}
