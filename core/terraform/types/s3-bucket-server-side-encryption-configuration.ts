import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_server_side_encryption_configuration */
export const s3BucketServerSideEncryptionConfiguration: ResourceType = {
  type: 'aws_s3_bucket_server_side_encryption_configuration',
  read: ['bucket'],
  compared: { rule: 'bucket-opened', expected_bucket_owner: 'configuration-changed' },
}
