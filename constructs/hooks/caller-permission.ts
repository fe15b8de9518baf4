import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission'
import type { Construct } from 'constructs'
import { named } from '../address'
import type { Callee } from './hook-function'

export interface CallerPermissionProps {
  readonly callee: Callee
  /** The AWS service that calls. */
  readonly service: string
  /** ARN, or pattern of ARNs, of what in the service may call: nothing else of it may. */
  readonly source: string
}

/** Lets one thing of an AWS service call a function. */
export function callerPermission(scope: Construct, id: string, props: CallerPermissionProps): LambdaPermission {
  const { callee, service, source } = props
  return named(
    new LambdaPermission(scope, id, {
      statementId: 'caller',
      action: 'lambda:InvokeFunction',
      functionName: callee.name,
      ...(callee.qualifier !== undefined && { qualifier: callee.qualifier }),
      principal: service,
      sourceArn: source,
      dependsOn: [...callee.ready],
    }),
    id,
  )
}
