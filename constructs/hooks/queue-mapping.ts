import { LambdaEventSourceMapping } from '@cdktf/provider-aws/lib/lambda-event-source-mapping'
import type { Construct } from 'constructs'
import { named } from '../address'
import type { EventQueue } from './event-queue'
import type { HookFunction } from './hook-function'

export interface QueueMappingProps {
  readonly hook: HookFunction
  readonly queue: EventQueue
  /** How many messages an invocation takes: 1 to 10. */
  readonly batchSize: number
  /** How many invocations at once: at least 2. @default - as many as Lambda starts */
  readonly atOnce?: number | undefined
}

/** Lets a queue feed a hook, which says of each message whether it could handle it. */
export function queueMapping(scope: Construct, id: string, props: QueueMappingProps): LambdaEventSourceMapping {
  const { hook, queue, batchSize, atOnce } = props
  return named(
    new LambdaEventSourceMapping(scope, id, {
      functionName: hook.names.name,
      eventSourceArn: queue.arn,
      batchSize,
      functionResponseTypes: ['ReportBatchItemFailures'],
      ...(atOnce !== undefined && { scalingConfig: { maximumConcurrency: atOnce } }),
      dependsOn: [hook.lambda, queue.queue],
    }),
    id,
  )
}
