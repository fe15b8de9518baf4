import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/dynamodb_table */
export const dynamodbTable: ResourceType = {
  type: 'aws_dynamodb_table',
  read: ['name'],
  compared: {
    hash_key: 'data-destroyed',
    range_key: 'data-destroyed',
    attribute: 'configuration-changed',
    stream_enabled: 'hooks-changed',
    stream_view_type: 'hooks-changed',
    ttl: 'data-expires',
    deletion_protection_enabled: 'protection-removed',
    point_in_time_recovery: 'protection-removed',
    server_side_encryption: 'bucket-opened',
    global_secondary_index: 'configuration-changed',
    local_secondary_index: 'configuration-changed',
    replica: 'data-moved',
    import_table: 'data-moved',
    restore_date_time: 'data-moved',
    restore_source_name: 'data-moved',
    restore_source_table_arn: 'data-moved',
    restore_to_latest_time: 'data-moved',
  },
  cosmetic: {
    billing_mode: 'what it costs',
    read_capacity: 'what it costs',
    write_capacity: 'what it costs',
    on_demand_throughput: 'what it costs',
    table_class: 'what it costs',
  },
  computed: ['stream_arn', 'stream_label'],
}
