import type { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table'
import { LambdaEventSourceMapping } from '@cdktf/provider-aws/lib/lambda-event-source-mapping'
import type { Construct } from 'constructs'
import { declaredKey } from '../../core/model/table-keys'
import { named } from '../address'
import type { EventQueue } from './event-queue'
import type { HookFunction } from './hook-function'

export interface ApplyMappingProps {
  readonly hook: HookFunction
  /** The entitlement table, whose stream tells of changes. */
  readonly table: DynamodbTable
  /** The hook's queue: changes that could not be handled end where its messages do. */
  readonly queue: EventQueue
}

const { PK, SK } = declaredKey.environment('')

/**
 * The row that an environment's apply writes last.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-ddb-filtering.html
 */
const APPLIED = JSON.stringify({
  eventName: ['INSERT', 'MODIFY'],
  dynamodb: { Keys: { PK: { S: [{ prefix: PK }] }, SK: { S: [SK] } } },
})

const ATTEMPTS = 3
const BATCH = 5

/** Tells a hook of each environment that has been applied. What it misses, the hourly look at everything finds. */
export function applyMapping(scope: Construct, id: string, props: ApplyMappingProps): LambdaEventSourceMapping {
  const { hook, table, queue } = props
  return named(
    new LambdaEventSourceMapping(scope, id, {
      functionName: hook.names.name,
      eventSourceArn: table.streamArn,
      startingPosition: 'TRIM_HORIZON',
      batchSize: BATCH,
      bisectBatchOnFunctionError: true,
      maximumRetryAttempts: ATTEMPTS,
      functionResponseTypes: ['ReportBatchItemFailures'],
      filterCriteria: { filter: [{ pattern: APPLIED }] },
      destinationConfig: { onFailure: { destinationArn: queue.dead.arn } },
      dependsOn: [hook.lambda, queue.dead.queue],
    }),
    id,
  )
}
