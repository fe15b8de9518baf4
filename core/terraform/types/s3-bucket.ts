import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket */
export const s3Bucket: ResourceType = {
  type: 'aws_s3_bucket',
  read: ['acl', 'bucket', 'force_destroy', 'policy', 'replication_configuration'],
  compared: {
    object_lock_enabled: 'protection-removed',
    grant: 'bucket-opened',
    lifecycle_rule: 'data-expires',
    logging: 'configuration-changed',
    object_lock_configuration: 'protection-removed',
    cors_rule: 'bucket-opened',
    website: 'bucket-opened',
    server_side_encryption_configuration: 'bucket-opened',
    versioning: 'bucket-opened',
    request_payer: 'configuration-changed',
  },
  cosmetic: { acceleration_status: 'how fast objects are uploaded' },
  computed: [
    'bucket_domain_name',
    'bucket_prefix',
    'bucket_region',
    'bucket_regional_domain_name',
    'hosted_zone_id',
    'region',
    'website_domain',
    'website_endpoint',
  ],
  repeats: {
    policy: 'aws_s3_bucket_policy',
    lifecycle_rule: 'aws_s3_bucket_lifecycle_configuration',
    server_side_encryption_configuration: 'aws_s3_bucket_server_side_encryption_configuration',
    versioning: 'aws_s3_bucket_versioning',
  },
}
