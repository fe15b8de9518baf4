import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_versioning */
export const s3BucketVersioning: ResourceType = {
  type: 'aws_s3_bucket_versioning',
  read: ['bucket', 'versioning_configuration'],
  compared: { expected_bucket_owner: 'configuration-changed', mfa: 'protection-removed' },
}
