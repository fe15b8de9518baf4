import type { IAMClient } from '@aws-sdk/client-iam'
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { HookConfig } from '../../core/model/hook-config'
import type { Log } from '../lib/log'
import type { TableReader } from '../lib/table'

/** What the hook works with. */
export interface TrustSync {
  readonly config: HookConfig
  readonly client: DynamoDBDocumentClient
  /** Reads the entitlement table. */
  readonly table: TableReader
  /** IAM of an environment's account. */
  readonly iam: (environment: string) => Promise<IAMClient>
  readonly now: () => Date
  readonly log: Log
  /** Lets time pass, in milliseconds: what was written to IAM can be read some time later. */
  readonly wait: (milliseconds: number) => Promise<void>
}

/** Nothing is wrong, but it is not done either: the message is to come again. */
export class Unsettled extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'Unsettled'
  }
}
