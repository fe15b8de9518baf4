import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_ownership_controls */
export const s3BucketOwnershipControls: ResourceType = {
  type: 'aws_s3_bucket_ownership_controls',
  read: ['bucket', 'rule'],
}
