import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/glue_catalog_table */
export const glueCatalogTable: ResourceType = {
  type: 'aws_glue_catalog_table',
  read: ['name', 'database_name', 'partition_keys', 'storage_descriptor'],
  compared: {
    catalog_id: 'data-moved',
    target_table: 'data-moved',
    table_type: 'configuration-changed',
    view_expanded_text: 'data-moved',
    view_original_text: 'data-moved',
    open_table_format_input: 'configuration-changed',
    partition_index: 'configuration-changed',
  },
  cosmetic: { owner: 'for people', parameters: 'engines write into them', retention: 'no engine reads it' },
}
