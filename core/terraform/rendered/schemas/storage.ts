import * as z from 'zod'
import { block, inert, off, reference, text } from './values'

const key = (attribute: string): z.ZodType<string> => reference('aws_kms_key', attribute)

export const storage = {
  aws_kms_key: z.strictObject({
    ...inert,
    policy: text,
    enable_key_rotation: off,
    deletion_window_in_days: z.number().default(30),
  }),
  aws_kms_alias: z.strictObject({ name: text, target_key_id: key('key_id') }),
  aws_s3_bucket: z.strictObject({ ...inert, bucket: text, force_destroy: off }),
  aws_s3_bucket_policy: z.strictObject({ bucket: text, policy: text }),
  aws_s3_bucket_public_access_block: z.strictObject({
    bucket: text,
    block_public_acls: off,
    block_public_policy: off,
    ignore_public_acls: off,
    restrict_public_buckets: off,
  }),
  aws_s3_bucket_ownership_controls: z.strictObject({
    bucket: text,
    rule: block(z.strictObject({ object_ownership: text })),
  }),
  aws_s3_bucket_versioning: z.strictObject({
    bucket: text,
    versioning_configuration: block(z.strictObject({ status: text })),
  }),
  aws_s3_bucket_server_side_encryption_configuration: z.strictObject({
    bucket: text,
    rule: block(
      z.strictObject({
        bucket_key_enabled: off,
        apply_server_side_encryption_by_default: block(
          z.strictObject({ sse_algorithm: text, kms_master_key_id: key('arn') }),
        ),
      }),
    ),
  }),
  aws_s3_bucket_lifecycle_configuration: z.strictObject({
    bucket: text,
    rule: block(
      z.strictObject({
        id: text,
        status: text,
        filter: block(z.strictObject({ prefix: text })),
        expiration: block(z.strictObject({ days: z.number() })),
        noncurrent_version_expiration: block(z.strictObject({ noncurrent_days: z.number() })),
        abort_incomplete_multipart_upload: block(z.strictObject({ days_after_initiation: z.number() })),
      }),
    ),
  }),
}
