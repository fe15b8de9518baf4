import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias'
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key'
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket'
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration'
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls'
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy'
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block'
import { S3BucketServerSideEncryptionConfigurationA as S3BucketEncryption } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration'
import { S3BucketVersioningA as S3BucketVersioning } from '@cdktf/provider-aws/lib/s3-bucket-versioning'
import { Construct } from 'constructs'
import type { PolicyDocument } from '../core/policy/document'
import { policyText } from '../core/policy/canonical'
import { named } from './address'
import { literal } from './literal'

export interface SecureBucketProps {
  /** The bucket's name. */
  readonly bucket: string
  /** The key's alias, `alias/…`: policies name the key by it, since its id is known only after an apply. */
  readonly alias: string
  /** What the key is for: people's text. */
  readonly description: string
  readonly keyPolicy: PolicyDocument
  readonly bucketPolicy: PolicyDocument
  /** Deletes objects below a prefix after some days. @default - everything stays */
  readonly expiry?: { readonly prefix: string; readonly days: number } | undefined
  /** @default - no tags of its own */
  readonly tags?: Readonly<Record<string, string>> | undefined
}

/**
 * A private, versioned bucket that takes encrypted connections only and encrypts with a key of its own. Neither can be
 * destroyed by an apply; the bucket depends on the key, so that a bucket which refuses to go keeps its key.
 */
export class SecureBucket extends Construct {
  readonly bucket: S3Bucket
  readonly key: KmsKey
  /** What must exist before anything is written. */
  readonly ready: readonly [S3BucketPolicy, S3BucketEncryption]

  constructor(scope: Construct, id: string, props: SecureBucketProps) {
    super(scope, id)
    const tags = props.tags && { tags: { ...props.tags } }
    const protect = { lifecycle: { preventDestroy: true } }
    this.key = named(
      new KmsKey(this, 'key', {
        description: literal(props.description),
        policy: literal(policyText(props.keyPolicy)),
        enableKeyRotation: true,
        deletionWindowInDays: 30,
        ...tags,
        ...protect,
      }),
      id,
    )
    named(new KmsAlias(this, 'alias', { name: props.alias, targetKeyId: this.key.keyId }), id)
    this.bucket = named(
      new S3Bucket(this, 'bucket', { bucket: props.bucket, dependsOn: [this.key], ...tags, ...protect }),
      id,
    )
    // Names are literal everywhere, so that a plan knows them; the order comes from `dependsOn`.
    const on = { bucket: props.bucket, dependsOn: [this.bucket] }
    named(
      new S3BucketOwnershipControls(this, 'ownership', { ...on, rule: { objectOwnership: 'BucketOwnerEnforced' } }),
      id,
    )
    const access = named(
      new S3BucketPublicAccessBlock(this, 'access', {
        ...on,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      }),
      id,
    )
    const versioning = named(
      new S3BucketVersioning(this, 'versioning', { ...on, versioningConfiguration: { status: 'Enabled' } }),
      id,
    )
    const encryption = named(
      new S3BucketEncryption(this, 'encryption', {
        ...on,
        rule: [
          {
            applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: this.key.arn },
            bucketKeyEnabled: true,
          },
        ],
      }),
      id,
    )
    // S3 refuses two changes of one bucket's access at once.
    const policy = named(
      new S3BucketPolicy(this, 'policy', {
        ...on,
        policy: literal(policyText(props.bucketPolicy)),
        dependsOn: [this.bucket, access],
      }),
      id,
    )
    if (props.expiry) {
      const { prefix, days } = props.expiry
      named(
        new S3BucketLifecycleConfiguration(this, 'expiry', {
          ...on,
          rule: [
            {
              id: 'expire',
              status: 'Enabled',
              filter: [{ prefix }],
              expiration: [{ days }],
              noncurrentVersionExpiration: [{ noncurrentDays: 1 }],
              abortIncompleteMultipartUpload: [{ daysAfterInitiation: 1 }],
            },
          ],
          dependsOn: [this.bucket, versioning],
        }),
        id,
      )
    }
    this.ready = [policy, encryption]
  }
}
