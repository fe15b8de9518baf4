import { resultsNames } from '../../core/model/results'
import type { CompiledEnvironment, CompiledRole } from '../../core/policy/environment-policies'
import type { PolicyDocument } from '../../core/policy/document'
import { evaluate, type Context } from '../../core/policy/evaluate'

/** Who asks: a role's ARN and the policies on it. */
export interface Caller {
  readonly arn: string
  readonly policies: readonly PolicyDocument[]
}

export const caller = ({ access, policies }: CompiledRole): Caller => ({
  arn: access.arn,
  policies: Object.values(policies),
})

/** An environment's account, deciding as AWS does within one account. */
export class Account {
  readonly results: string
  readonly resultsAlias: string

  constructor(readonly environment: CompiledEnvironment) {
    const { bucket, alias } = resultsNames(environment.access)
    this.results = bucket
    this.resultsAlias = alias
  }

  role(key: string): Caller {
    const found = this.environment.roles.get(key)
    if (!found) throw new Error(`no role ${key} among ${[...this.environment.roles.keys()].join(' ')}`)
    return caller(found)
  }

  /** The roles' own policies alone. */
  may(who: Caller, action: string, resource: string, context: Context = {}): boolean {
    return this.decides(who.policies, who, action, resource, context)
  }

  /** A request to S3: a bucket of the mesh answers with its policy, too. */
  s3(who: Caller, action: string, bucket: string, key?: string, context: Context = {}): boolean {
    const resource = `arn:${this.environment.access.partition}:s3:::${bucket}${key === undefined ? '' : `/${key}`}`
    const policy = this.bucketPolicy(bucket)
    return this.decides([...who.policies, ...(policy ? [policy] : [])], who, `s3:${action}`, resource, {
      'aws:SecureTransport': 'true',
      ...context,
    })
  }

  /** A request to KMS: the key's policy lets IAM policies decide, so both must allow. */
  kms(who: Caller, action: string, alias: string, context: Context = {}): boolean {
    const { partition, region, account } = this.environment.access
    const resource = `arn:${partition}:kms:${region}:${account}:key/1234`
    const asked = { 'kms:ResourceAliases': [alias], ...context }
    const key = this.keyPolicy(alias)
    return (
      key !== undefined &&
      this.decides([key], who, `kms:${action}`, resource, asked) &&
      this.decides([...who.policies], who, `kms:${action}`, resource, asked)
    )
  }

  private decides(
    policies: readonly PolicyDocument[],
    who: Caller,
    action: string,
    resource: string,
    context: Context,
  ): boolean {
    const id = who.arn.replace(':iam:', ':sts:').replace(/role\/.*?([^/]+)$/, 'assumed-role/$1/ann')
    const request = {
      principal: { type: 'AWS', id },
      action,
      resource,
      context: { 'aws:PrincipalArn': who.arn, ...context },
    } as const
    return evaluate(policies, request).effect === 'Allow'
  }

  private bucketPolicy(bucket: string): PolicyDocument | undefined {
    const { access, datasets, home } = this.environment
    if (bucket === this.results) return this.environment.results.bucket
    if (bucket === access.home?.bucket) return home?.bucket
    return datasets.get(access.datasets.find((each) => each.bucket === bucket)?.name ?? '')?.bucket
  }

  private keyPolicy(alias: string): PolicyDocument | undefined {
    const { access, datasets, home } = this.environment
    if (alias === this.resultsAlias) return this.environment.results.key
    if (alias === access.home?.alias) return home?.key
    return datasets.get(access.datasets.find((each) => each.alias === alias)?.name ?? '')?.key
  }
}
