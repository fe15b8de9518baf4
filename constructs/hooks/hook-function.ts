import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group'
import { LambdaAlias } from '@cdktf/provider-aws/lib/lambda-alias'
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function'
import { LambdaProvisionedConcurrencyConfig } from '@cdktf/provider-aws/lib/lambda-provisioned-concurrency-config'
import type { ITerraformDependable } from 'cdktf'
import { Construct } from 'constructs'
import { LIVE_ALIAS, type HookFunction as HookNames } from '../../core/model/hook-names'
import type { HookSettings } from '../../core/model/schema/hooks'
import type { PolicyDocument } from '../../core/policy/document'
import { AccessRole } from '../access-role'
import { named } from '../address'

export interface HookFunctionProps {
  /** The function's name, and those of what belongs to it. */
  readonly names: HookNames
  readonly description: string
  readonly trust: PolicyDocument
  /** What the function may do: inline policies of its role, by name. */
  readonly policies: Readonly<Record<string, PolicyDocument>>
  /** SHA-256 of `hooks/<hook>.zip` beside the stack, in base64: the function changes when it does. */
  readonly codeHash: string
  /** The Lambda runtime. @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html */
  readonly runtime: HookSettings['runtime']
  /** In MB: 128 to 10,240. */
  readonly memory: number
  /** In seconds. */
  readonly timeout: number
  /** How many days its log is kept. */
  readonly logDays: number
  /** Environment variables. @default - none */
  readonly variables?: Readonly<Record<string, string>> | undefined
  /** How many may run at once. @default - as many as the account has left */
  readonly reserved?: number | undefined
  /** How many are kept warm. @default - none */
  readonly provisioned?: number | undefined
  /** ARN of a permissions boundary. @default - none */
  readonly permissionsBoundary?: string | undefined
}

/** What calls a function needs to know of it. */
export interface Callee {
  /** The function's name. */
  readonly name: string
  /** Its alias, if callers call that. */
  readonly qualifier: string | undefined
  /** ARN of the function, or of its alias. */
  readonly arn: string
  /** What must exist before it can be called. */
  readonly ready: readonly ITerraformDependable[]
}

/** A hook: a function with its log and a role of its own. */
export class HookFunction extends Construct {
  readonly names: HookNames
  readonly lambda: LambdaFunction
  readonly log: CloudwatchLogGroup
  readonly role: AccessRole
  readonly callee: Callee

  constructor(scope: Construct, id: string, props: HookFunctionProps) {
    super(scope, id)
    const { names, variables = {}, reserved, provisioned } = props
    this.names = names
    this.log = named(
      new CloudwatchLogGroup(this, 'log', { name: names.logGroup, retentionInDays: props.logDays }),
      names.key,
    )
    this.role = new AccessRole(this, names.key, {
      name: names.role.name,
      path: names.role.path,
      description: `Hook ${names.name}.`,
      trust: props.trust,
      policies: props.policies,
      permissionsBoundary: props.permissionsBoundary,
    })
    this.lambda = named(
      new LambdaFunction(this, 'function', {
        functionName: names.name,
        description: props.description,
        role: names.role.arn,
        runtime: props.runtime,
        architectures: ['arm64'],
        handler: 'index.handler',
        filename: `hooks/${names.hook}.zip`,
        sourceCodeHash: props.codeHash,
        memorySize: props.memory,
        timeout: props.timeout,
        ...(Object.keys(variables).length > 0 && { environment: { variables: { ...variables } } }),
        ...(reserved !== undefined && { reservedConcurrentExecutions: reserved }),
        // Only a version can be kept warm.
        ...(provisioned !== undefined && { publish: true }),
        dependsOn: [this.role.role, ...this.role.policies, this.log],
      }),
      names.key,
    )
    this.callee =
      provisioned === undefined
        ? { name: names.name, qualifier: undefined, arn: names.arn, ready: [this.lambda] }
        : this.keepWarm(provisioned)
  }

  /** Callers call an alias of the newest version, so many of which are always started. */
  private keepWarm(provisioned: number): Callee {
    const { name, arn, key } = this.names
    const alias = named(
      new LambdaAlias(this, 'alias', {
        name: LIVE_ALIAS,
        functionName: name,
        functionVersion: this.lambda.version,
      }),
      key,
    )
    named(
      new LambdaProvisionedConcurrencyConfig(this, 'warm', {
        functionName: name,
        qualifier: LIVE_ALIAS,
        provisionedConcurrentExecutions: provisioned,
        dependsOn: [alias],
      }),
      key,
    )
    return { name, qualifier: LIVE_ALIAS, arn: `${arn}:${LIVE_ALIAS}`, ready: [this.lambda, alias] }
  }
}
