/** How long a client waits, and how often it tries. Two tries of a sign-in must end before its deadline. */
export interface Patience {
  /** For a connection, in milliseconds. @default 500 */
  readonly connect?: number
  /** For an answer, in milliseconds. @default 900 */
  readonly answer?: number
  /** The first try included. @default 2 */
  readonly attempts?: number
}

/** The settings that every client of a hook shares; connections stay open between invocations. */
export function patient({ connect = 500, answer = 900, attempts = 2 }: Patience = {}): {
  readonly maxAttempts: number
  readonly requestHandler: {
    readonly connectionTimeout: number
    readonly requestTimeout: number
    readonly throwOnRequestTimeout: true
    readonly httpsAgent: { readonly keepAlive: true; readonly maxSockets: number }
  }
} {
  return {
    maxAttempts: attempts,
    requestHandler: {
      connectionTimeout: connect,
      requestTimeout: answer,
      throwOnRequestTimeout: true,
      // A sign-in asks for up to 100 groups at once; with fewer sockets they would queue.
      httpsAgent: { keepAlive: true, maxSockets: 128 },
    },
  }
}
