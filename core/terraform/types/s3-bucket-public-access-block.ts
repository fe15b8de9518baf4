import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_public_access_block */
export const s3BucketPublicAccessBlock: ResourceType = {
  type: 'aws_s3_bucket_public_access_block',
  read: ['bucket', 'block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'],
}
