import { SignatureV4 } from '@smithy/signature-v4'
import { seal } from './seal'
import { Sha256 } from './sha256'
import type { Task } from './task'

/** A function, and where Lambda is asked to invoke it. */
export interface InvokedFunction {
  readonly name: string
  readonly region: string
  /** Where Lambda answers. @default - AWS */
  readonly endpoint?: string | undefined
}

export interface Caller {
  /** What the calls are signed with: a function's own, from its environment. */
  readonly credentials: {
    readonly accessKeyId: string
    readonly secretAccessKey: string
    readonly sessionToken?: string | undefined
  }
  /** @default - `fetch` */
  readonly http?: typeof fetch | undefined
}

const ATTEMPTS = 2
/** Two tries end before the deadline of an answer. */
const PATIENCE_MS = 900

/** Lambda has the event. */
const ACCEPTED = 202

/**
 * Lets another invocation of the function do the work. Lambda keeps the event until it is taken, encrypted, and here it is
 * encrypted already.
 *
 * The SDK signs the request, and its client of Lambda does not make it: that would be a sixth of the bundle, for one call.
 *
 * @returns throws where Lambda does not take it
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export function handOnTo(
  { name, region, endpoint }: InvokedFunction,
  { credentials, http = fetch }: Caller,
): (task: Task, key: string) => Promise<void> {
  const url = new URL(`/2015-03-31/functions/${encodeURIComponent(name)}/invocations`, endpoint ?? lambdaOf(region))
  const signer = new SignatureV4({ service: 'lambda', region, credentials, sha256: Sha256 })
  return async (task, key) => {
    const body = JSON.stringify(seal(task, key))
    const { headers } = await signer.sign({
      method: 'POST',
      protocol: url.protocol,
      hostname: url.hostname,
      path: url.pathname,
      headers: { host: url.host, 'content-type': 'application/json', 'x-amz-invocation-type': 'Event' },
      body,
    })
    for (let tries = 1; ; tries++) {
      const status = await post(http, url, { headers, body })
      if (status === ACCEPTED) return
      if (tries >= ATTEMPTS || (status !== undefined && status < 500 && status !== 429)) throw new NotHandedOn(status)
    }
  }
}

/** Lambda did not take an event. */
export class NotHandedOn extends Error {
  constructor(
    /** What it answered. @default - it did not */
    readonly status?: number,
  ) {
    super('Lambda did not take the event')
    this.name = 'NotHandedOn'
  }
}

async function post(
  http: typeof fetch,
  url: URL,
  { headers, body }: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
): Promise<number | undefined> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS)
    const answer = await http(url, { method: 'POST', headers: { ...headers }, body, redirect: 'manual', signal })
    await answer.body?.cancel()
    return answer.status
  } catch {
    return undefined
  }
}

const lambdaOf = (region: string): string =>
  `https://lambda.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`
