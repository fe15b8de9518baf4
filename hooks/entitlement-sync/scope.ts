import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { HookConfig } from '../../core/model/hook-config'
import type { Log } from '../lib/log'

export interface EntitlementSyncOptions {
  readonly config: HookConfig
  readonly client: DynamoDBDocumentClient
  /** Tells trust-sync that rows of the environment have changed. */
  notify(environment: string): Promise<void>
  now(): Date
  readonly log: Log
}

/** How many requests of one event are on their way at once. */
export const PARALLEL_REQUESTS = 8

/** An event that no retry helps: it is written down and done with. */
export class Refused extends Error {
  constructor(
    /** For people. */
    readonly faults: readonly string[],
    /** Whether two groups have one code. */
    readonly collision = false,
  ) {
    super(faults.join('; '))
    this.name = 'Refused'
  }
}

/** An event that must wait: the queue delivers it again. */
export class Postponed extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'Postponed'
  }
}

/** The answer of a conditional write; `undefined` where its condition does not hold. */
export async function ifHolds<T>(write: Promise<T>): Promise<T | undefined> {
  try {
    return await write
  } catch (error) {
    if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return undefined
    throw error
  }
}
