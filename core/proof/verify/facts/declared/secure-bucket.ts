import { keySubject } from '../subjects'
import { PROTECTED, refer, type Stated } from '../stated'

export interface DeclaredBucket {
  readonly bucket: string
  readonly alias: string
  /** Of the bucket and its key. @default - none of their own */
  readonly tags?: Readonly<Record<string, string>>
  /** Objects below the prefix expire. @default - everything stays */
  readonly expiry?: { readonly prefix: string; readonly days: number }
  readonly at: Stated['at']
}

/** A private, versioned bucket that is encrypted with a key of its own; neither can be destroyed. */
export function statedBucket({ bucket, alias, tags, expiry, at }: DeclaredBucket): Stated[] {
  const key = keySubject(alias)
  const own = { ...(tags && { tags }), lifecycle: PROTECTED }
  return [
    ...statedKey(alias, own, at),
    { type: 'aws_s3_bucket', at, written: { bucket, depends_on: [key], ...own } },
    { type: 'aws_s3_bucket_policy', at, written: { bucket } },
    {
      type: 'aws_s3_bucket_ownership_controls',
      at,
      written: { bucket, rule: { object_ownership: 'BucketOwnerEnforced' } },
    },
    {
      type: 'aws_s3_bucket_public_access_block',
      at,
      written: {
        bucket,
        block_public_acls: true,
        block_public_policy: true,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      },
    },
    {
      type: 'aws_s3_bucket_versioning',
      at,
      written: { bucket, versioning_configuration: { status: 'Enabled' } },
    },
    {
      type: 'aws_s3_bucket_server_side_encryption_configuration',
      at,
      written: {
        bucket,
        rule: {
          bucket_key_enabled: true,
          apply_server_side_encryption_by_default: {
            kms_master_key_id: refer(key, 'arn'),
            sse_algorithm: 'aws:kms',
          },
        },
      },
    },
    ...(expiry ? [statedExpiry(bucket, expiry, at)] : []),
  ]
}

/** A key and the alias that policies know it by. */
export function statedKey(alias: string, own: Stated['written'], at: Stated['at']): Stated[] {
  const subject = keySubject(alias)
  return [
    {
      type: 'aws_kms_key',
      subject,
      at,
      written: { enable_key_rotation: true, deletion_window_in_days: 30, ...own },
    },
    { type: 'aws_kms_alias', at, written: { name: alias, target_key_id: refer(subject, 'key_id') } },
  ]
}

function statedExpiry(
  bucket: string,
  { prefix, days }: { readonly prefix: string; readonly days: number },
  at: Stated['at'],
): Stated {
  const rule = {
    id: 'expire',
    status: 'Enabled',
    filter: { prefix },
    expiration: { days },
    noncurrent_version_expiration: { noncurrent_days: 1 },
    abort_incomplete_multipart_upload: { days_after_initiation: 1 },
  }
  return { type: 'aws_s3_bucket_lifecycle_configuration', at, written: { bucket, rule } }
}
