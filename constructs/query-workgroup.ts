import { AthenaWorkgroup } from '@cdktf/provider-aws/lib/athena-workgroup'
import type { ITerraformDependable } from 'cdktf'
import { Construct } from 'constructs'
import { named } from './address'

export interface QueryWorkgroupProps {
  /** The workgroup's name: that of the role that queries in it. */
  readonly name: string
  /** The bucket of query results. */
  readonly bucket: string
  /** The folder of the workgroup's results, without a slash at the end. */
  readonly folder: string
  /** ARN of the key of query results. */
  readonly keyArn: string
  /** The AWS account that owns the bucket: twelve digits. */
  readonly account: string
  readonly dependsOn: readonly ITerraformDependable[]
}

/**
 * An Athena workgroup whose settings no query can override: results are encrypted and stay in one folder. When a role
 * goes, its workgroup goes with the history of its queries; CloudTrail keeps who asked what.
 */
export class QueryWorkgroup extends Construct {
  readonly workgroup: AthenaWorkgroup

  constructor(scope: Construct, id: string, props: QueryWorkgroupProps) {
    super(scope, id)
    this.workgroup = named(
      new AthenaWorkgroup(this, 'workgroup', {
        name: props.name,
        forceDestroy: true,
        configuration: {
          enforceWorkgroupConfiguration: true,
          publishCloudwatchMetricsEnabled: true,
          resultConfiguration: {
            outputLocation: `s3://${props.bucket}/${props.folder}/`,
            expectedBucketOwner: props.account,
            encryptionConfiguration: { encryptionOption: 'SSE_KMS', kmsKeyArn: props.keyArn },
          },
        },
        dependsOn: [...props.dependsOn],
      }),
      id,
    )
  }
}
