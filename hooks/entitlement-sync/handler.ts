import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch'
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import type { DatasetEvent } from '../lib/events/dataset-event'
import { versionFault } from '../lib/events/rising'
import { atMost } from '../lib/parallel'
import { thrown } from '../lib/thrown'
import { applyEvent } from './apply'
import { putHistory, refusedEvent } from './history'
import { Poison, readMessage } from './message'
import { Postponed, Refused, type EntitlementSyncOptions } from './scope'

/** How many events of a batch are worked on at once. */
const PARALLEL_EVENTS = 4

/**
 * Brings what environments publish about their datasets into the table. What no retry helps is written down and
 * done with; everything else is delivered again by the queue, and ends in the dead-letter queue if that does not help,
 * either.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function entitlementSyncHandler(
  options: EntitlementSyncOptions,
): (event: SQSEvent) => Promise<SQSBatchResponse> {
  return async (event) => {
    const slot = atMost(PARALLEL_EVENTS)
    // A processor keeps what failed: one for each batch.
    return processPartialResponse(
      event,
      (record: SQSRecord) => slot(() => handle(options, record)),
      new BatchProcessor(EventType.SQS),
      { throwOnFullBatchFailure: false },
    )
  }
}

async function handle(scope: EntitlementSyncOptions, { messageId, body }: SQSRecord): Promise<void> {
  let event: DatasetEvent | undefined
  try {
    event = readMessage(scope.config, body)
    const fault = versionFault(event.version, scope.now())
    if (fault !== undefined) throw new Refused([fault])
    const { step, opened, gone } = await applyEvent(scope, event)
    const about = { messageId, ...summaryOf(event), step, opened, gone }
    if (step === 'open' || step === 'resume') scope.log.info('synchronised', about)
    else scope.log[step === 'ended' ? 'warn' : 'info']('stale', about)
  } catch (error) {
    if (error instanceof Refused) return refuse(scope, messageId, event, error)
    const about = { messageId, ...(event && summaryOf(event)) }
    if (error instanceof Postponed) scope.log.info('postponed', { ...about, why: error.message })
    else if (error instanceof Poison) scope.log.error('failed', { ...about, cause: 'poison', faults: error.faults })
    else scope.log.error('failed', { ...about, ...thrown(error) })
    throw error
  }
}

async function refuse(
  scope: EntitlementSyncOptions,
  messageId: string,
  event: DatasetEvent | undefined,
  { faults, collision }: Refused,
): Promise<void> {
  const about = { messageId, ...(event && summaryOf(event)), faults }
  if (collision) scope.log.error('code-collision', about)
  scope.log.error('refused-event', about)
  if (event && Object.hasOwn(scope.config.environments, event.environment))
    await putHistory(scope, refusedEvent(event, faults, scope.now()))
}

const summaryOf = ({ environment, dataset, version, by }: DatasetEvent): Readonly<Record<string, unknown>> => ({
  environment,
  dataset,
  version,
  by,
})
