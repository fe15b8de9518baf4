import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch'
import type {
  DynamoDBBatchResponse,
  DynamoDBRecord,
  DynamoDBStreamEvent,
  SQSBatchResponse,
  SQSEvent,
  SQSRecord,
} from 'aws-lambda'
import { setTimeout } from 'node:timers/promises'
import { declaredKey, ENVIRONMENT_PREFIX } from '../../core/model/table-keys'
import { dynamoTable } from '../lib/table'
import { thrown } from '../lib/thrown'
import { Unsettled, type TrustSync } from './context'
import { Poison, readMessage, Refused } from './message'
import { followEnvironment, work } from './work'

export interface TrustSyncOptions extends Omit<TrustSync, 'table' | 'wait'> {
  /** @default - time passes, a little more or less than asked for, so that those who wait do not meet again */
  readonly wait?: TrustSync['wait']
}

/**
 * Keeps every role's trust policy at what the table says. Two sources call it: a queue with events about services and
 * requests to look at an environment; and the table's stream, when an environment has been applied. Messages are worked
 * on one after another; one that fails comes again, and ends in a dead-letter queue if that does not help.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 */
export function trustSyncHandler(
  options: TrustSyncOptions,
): (event: SQSEvent | DynamoDBStreamEvent) => Promise<SQSBatchResponse | DynamoDBBatchResponse> {
  const sync: TrustSync = {
    wait: (milliseconds) => setTimeout(milliseconds * (0.5 + Math.random())),
    ...options,
    table: dynamoTable(options.client, options.config.table),
  }
  return (event) => {
    const fromTable = event.Records.some(isOfTable)
    // A processor keeps what failed: one for each batch.
    const processor = new BatchProcessor(fromTable ? EventType.DynamoDBStreams : EventType.SQS)
    const handle = (record: SQSRecord | DynamoDBRecord): Promise<void> =>
      isOfTable(record) ? handleRow(sync, record) : handleMessage(sync, record)
    return processPartialResponse(event, handle, processor, {
      throwOnFullBatchFailure: false,
      processInParallel: false,
    })
  }
}

const isOfTable = (record: SQSRecord | DynamoDBRecord): record is DynamoDBRecord => 'dynamodb' in record

/** The end of an apply: the row META of an environment is the last that Terraform writes. */
async function handleRow(sync: TrustSync, { eventID, dynamodb }: DynamoDBRecord): Promise<void> {
  const { PK = '', SK = '' } = { PK: dynamodb?.Keys?.PK?.S, SK: dynamodb?.Keys?.SK?.S }
  const environment = PK.slice(ENVIRONMENT_PREFIX.length)
  const key = declaredKey.environment(environment)
  if (key.PK !== PK || key.SK !== SK) return
  await guarded(sync, { eventID, environment }, () => followEnvironment(sync, environment))
}

const handleMessage = (sync: TrustSync, { messageId, body }: SQSRecord): Promise<void> =>
  guarded(sync, { messageId }, () => work(sync, readMessage(sync.config, body)))

/** What no retry helps is told and done with; all else is thrown, so that it comes again. */
async function guarded(
  { log }: TrustSync,
  about: Readonly<Record<string, unknown>>,
  act: () => Promise<void>,
): Promise<void> {
  try {
    await act()
  } catch (error) {
    if (error instanceof Refused)
      return log.error('refused-event', { ...about, code: error.code, faults: error.faults })
    if (error instanceof Unsettled) log.info('postponed', { ...about, why: error.message })
    else if (error instanceof Poison) log.error('failed', { ...about, cause: 'poison', faults: error.faults })
    else log.error('failed', { ...about, ...thrown(error) })
    throw error
  }
}
