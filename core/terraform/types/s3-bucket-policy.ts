import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_policy */
export const s3BucketPolicy: ResourceType = {
  type: 'aws_s3_bucket_policy',
  read: ['bucket', 'policy'],
  follows: true,
}
