import * as z from 'zod/mini'
import { name } from './forms'

/** What the hooks tell one another in the queue of trust-sync, without an envelope. */
export const workMessage = z.discriminatedUnion('type', [
  /** The rows of run time of an environment have changed. */
  z.strictObject({ schemaVersion: z.literal(1), type: z.literal('environment'), environment: name }),
  /** Every environment is to be looked at. */
  z.strictObject({ schemaVersion: z.literal(1), type: z.literal('reconcile') }),
])

export type WorkMessage = z.output<typeof workMessage>
