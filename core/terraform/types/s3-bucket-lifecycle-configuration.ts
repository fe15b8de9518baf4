import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_lifecycle_configuration */
export const s3BucketLifecycleConfiguration: ResourceType = {
  type: 'aws_s3_bucket_lifecycle_configuration',
  compared: { rule: 'data-expires', bucket: 'data-expires', expected_bucket_owner: 'configuration-changed' },
  cosmetic: { transition_default_minimum_object_size: 'which storage class small objects have' },
  added: 'data-expires',
}
