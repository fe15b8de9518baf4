import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/kms_key */
export const kmsKey: ResourceType = {
  type: 'aws_kms_key',
  read: ['policy', 'enable_key_rotation'],
  follows: true,
  on: ['is_enabled'],
  compared: {
    is_enabled: 'data-expires',
    deletion_window_in_days: 'data-expires',
    bypass_policy_lockout_safety_check: 'protection-removed',
    custom_key_store_id: 'configuration-changed',
    customer_master_key_spec: 'configuration-changed',
    key_usage: 'configuration-changed',
    multi_region: 'data-moved',
    rotation_period_in_days: 'configuration-changed',
    xks_key_id: 'configuration-changed',
  },
  computed: ['key_id'],
}
