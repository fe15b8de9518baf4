import { LambdaFunctionEventInvokeConfig } from '@cdktf/provider-aws/lib/lambda-function-event-invoke-config'
import type { Construct } from 'constructs'
import { named } from '../address'
import type { HookFunction } from './hook-function'

/** An event holds a token, and after that its caller has waited half of its time. */
const SECONDS = 300

/**
 * How Lambda keeps what a function hands to itself: not for long, and nothing is done twice. A caller that gets no result
 * takes that for an error.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export function handOver(
  scope: Construct,
  id: string,
  { names, lambda }: HookFunction,
): LambdaFunctionEventInvokeConfig {
  return named(
    new LambdaFunctionEventInvokeConfig(scope, `hand-over-${id}`, {
      functionName: names.name,
      maximumEventAgeInSeconds: SECONDS,
      maximumRetryAttempts: 0,
      dependsOn: [lambda],
    }),
    id,
  )
}
