import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/glue_catalog_database */
export const glueCatalogDatabase: ResourceType = {
  type: 'aws_glue_catalog_database',
  read: ['name', 'create_table_default_permission'],
  compared: {
    catalog_id: 'data-moved',
    location_uri: 'data-moved',
    federated_database: 'data-moved',
    target_database: 'data-moved',
  },
  cosmetic: { parameters: 'engines write into them' },
}
