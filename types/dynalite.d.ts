/** A DynamoDB engine in the process: requests of different items run side by side, conditional writes are atomic. */
declare module 'dynalite' {
  import type { Server } from 'node:http'

  interface Options {
    /** How long a new table is CREATING, in milliseconds. @default 500 */
    readonly createTableMs?: number
    readonly deleteTableMs?: number
    readonly updateTableMs?: number
  }

  /** The server answers once it listens; its data lie in memory. */
  function dynalite(options?: Options): Server
  export = dynalite
}
