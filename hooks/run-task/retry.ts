/** What time and chance are. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  wait(milliseconds: number): Promise<void>
  /** From 0 on, and below 1. */
  random(): number
}

export const CLOCK: Clock = {
  now: Date.now,
  wait: (milliseconds) => new Promise((resolve) => void setTimeout(resolve, milliseconds)),
  random: Math.random,
}

/** How one try ended: with a result, or so that another one may end better. */
export type Tried<T> =
  | { readonly done: T }
  | {
      readonly failed: Error
      /** For how many milliseconds the other side asks to be left alone. @default 0 */
      readonly after?: number | undefined
    }

export interface Patience {
  readonly attempts: number
  /** No try begins after that, in milliseconds since 1970. */
  readonly until: number
}

const FIRST = 500
const LONGEST = 30_000

/**
 * Tries until there is a result: each time after twice as long, up to half a minute, and with a part of it left to chance,
 * so that many do not come back at once.
 *
 * @throws the error of the last try
 */
export async function retried<T>(clock: Clock, patience: Patience, attempt: () => Promise<Tried<T>>): Promise<T> {
  for (let tries = 1; ; tries++) {
    const tried = await attempt()
    if ('done' in tried) return tried.done
    const longest = Math.min(LONGEST, FIRST * 2 ** (tries - 1))
    const pause = Math.max(tried.after ?? 0, longest * (0.5 + clock.random() / 2))
    if (tries >= patience.attempts || clock.now() + pause >= patience.until) throw tried.failed
    await clock.wait(pause)
  }
}

/**
 * The header `Retry-After` in milliseconds: seconds, or a date.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const text = headers.get('retry-after')?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000
  const date = /^[A-Z][a-z]{2}, /.test(text) ? Date.parse(text) : NaN
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}

/** Statuses after which the same call may be answered otherwise. */
export const isPassing = (status: number): boolean =>
  status === 408 || status === 425 || status === 429 || status >= 500
