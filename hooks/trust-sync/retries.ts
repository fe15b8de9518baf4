import { ConcurrentModificationException, NoSuchEntityException } from '@aws-sdk/client-iam'
import type { TrustSync } from './context'

/** Milliseconds between tries: about 13 seconds in all, in which IAM has mostly brought a change everywhere. */
const DELAYS = [100, 200, 400, 800, 1_600, 3_200, 6_400]

type Waiting = Pick<TrustSync, 'wait'>

/** Tries again while the error is one that passes. @throws the last one, where it does not pass in time */
export async function retrying<T>(
  { wait }: Waiting,
  attempt: () => Promise<T>,
  passes: (error: unknown) => boolean = isTransient,
): Promise<T> {
  for (const delay of DELAYS) {
    try {
      return await attempt()
    } catch (error) {
      if (!passes(error)) throw error
    }
    await wait(delay)
  }
  return attempt()
}

/** Reads until it is what was written, since IAM is eventually consistent; `false` where that takes too long. */
export async function readBack(sync: Waiting, isThere: () => Promise<boolean>): Promise<boolean> {
  for (const delay of DELAYS) {
    if (await retrying(sync, isThere)) return true
    await sync.wait(delay)
  }
  return retrying(sync, isThere)
}

const TRANSIENT = /^(?:Throttling|ThrottlingException|RequestLimitExceeded|TooManyRequestsException|TimeoutError)$/

interface Fault {
  readonly name?: string
  readonly code?: string
  readonly $fault?: string
}

/**
 * Whether the same call may succeed in a moment: somebody else changes the same thing, IAM has too much to do or a
 * fault of its own, or the network failed.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
 */
export function isTransient(error: unknown): boolean {
  if (error instanceof ConcurrentModificationException) return true
  const { name = '', code = '', $fault } = error as Fault
  return $fault === 'server' || TRANSIENT.test(name) || /^E(?:CONN|PIPE|TIMEDOUT)/.test(code)
}

/** What was made a moment ago may not be known everywhere. */
export const isTransientOrUnknown = (error: unknown): boolean =>
  isTransient(error) || error instanceof NoSuchEntityException
