import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { SQSBatchResponse } from 'aws-lambda'
import type { HookConfig } from '../../../core/model/hook-config'
import type { Log, LogFields, LoggedEvent } from '../../../hooks/lib/log'
import { entitlementSyncHandler } from '../../../hooks/entitlement-sync/handler'
import { directEngine, type DirectTable } from '../../support/direct-table'
import type { Codes } from '../../support/hook-config'
import { applied, batch, CODES, CONFIG, ENVIRONMENTS, NOW } from './lab'

export interface Line {
  readonly level: 'info' | 'warn' | 'error'
  readonly event: LoggedEvent
  readonly fields: LogFields
}

export interface World {
  readonly table: DirectTable
  readonly lines: Line[]
  /** Environments that trust-sync was told of. */
  readonly notified: string[]
  deliver(...bodies: readonly string[]): Promise<SQSBatchResponse>
  /** A row by its keys. */
  row(PK: string, SK: string): Promise<Readonly<Record<string, unknown>> | undefined>
}

interface WorldOptions {
  readonly config?: Partial<HookConfig>
  /** What both environments name. @default - those of the lab */
  readonly codes?: Codes
  /** Beside the environments, which are applied in revision r1. */
  readonly rows?: readonly object[]
  wrap?(client: DynamoDBDocumentClient): DynamoDBDocumentClient
  notify?(environment: string): Promise<void>
}

const engine = directEngine()
let tables = 0

/** A table with both environments applied in revision r1, and further rows. */
export async function tableOf(rows: readonly object[] = [], codes: Codes = CODES): Promise<DirectTable> {
  const table = await engine.table(`acme-entitlements-${tables++}`)
  await table.put([...ENVIRONMENTS.flatMap((name) => applied(name, 'r1', codes)), ...rows])
  return table
}

export type Handler = ReturnType<typeof entitlementSyncHandler>

const NO_LOG: Log = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** The function on a table, as one invocation has it. */
export function handlerOn(
  { name }: Pick<DirectTable, 'name'>,
  client: DynamoDBDocumentClient,
  { config = {}, log = NO_LOG, notify = async () => undefined }: HandlerOptions = {},
): Handler {
  return entitlementSyncHandler({ config: { ...CONFIG, ...config, table: name }, client, notify, now: () => NOW, log })
}

interface HandlerOptions {
  readonly config?: Partial<HookConfig>
  readonly log?: Log
  notify?(environment: string): Promise<void>
}

export async function world({
  config,
  codes,
  rows,
  wrap = (client) => client,
  notify,
}: WorldOptions = {}): Promise<World> {
  const table = await tableOf(rows, codes)
  const lines: Line[] = []
  const notified: string[] = []
  const line =
    (level: Line['level']) =>
    (event: LoggedEvent, fields: LogFields): void =>
      void lines.push({ level, event, fields })
  const handler = handlerOn(table, wrap(table.client), {
    ...(config && { config }),
    notify: async (environment) => {
      await notify?.(environment)
      notified.push(environment)
    },
    log: { info: line('info'), warn: line('warn'), error: line('error') },
  })
  return {
    table,
    lines,
    notified,
    deliver: (...bodies) => handler(batch(...bodies)),
    row: async (PK, SK) => (await table.rows()).find((each) => each.PK === PK && each.SK === SK),
  }
}
