import * as z from 'zod'
import { anything, block, inert, off, text, texts } from './values'

const column = z.strictObject({ name: text, type: text, comment: anything })
const wildcard = block(z.strictObject({ excluded_column_names: texts }))

export const lake = {
  aws_lakeformation_permissions: z.strictObject({
    principal: text,
    permissions: texts,
    permissions_with_grant_option: texts.optional(),
    database: block(z.strictObject({ name: text, catalog_id: text.optional() })).optional(),
    table: block(z.strictObject({ database_name: text, name: text, catalog_id: text.optional() })).optional(),
    data_location: block(z.strictObject({ arn: text, catalog_id: text.optional() })).optional(),
    data_cells_filter: block(
      z.strictObject({ database_name: text, table_name: text, name: text, table_catalog_id: text }),
    ).optional(),
  }),
  aws_lakeformation_data_cells_filter: z.strictObject({
    table_data: block(
      z.strictObject({
        database_name: text,
        table_name: text,
        name: text,
        table_catalog_id: text,
        column_names: texts.optional(),
        column_wildcard: wildcard.optional(),
        row_filter: block(
          z.strictObject({
            filter_expression: text.optional(),
            all_rows_wildcard: block(z.strictObject({})).optional(),
          }),
        ),
      }),
    ),
  }),
  aws_lakeformation_data_lake_settings: z.strictObject({
    admins: texts,
    read_only_admins: texts.optional(),
    allow_external_data_filtering: off,
    allow_full_table_external_data_access: off,
  }),
  aws_lakeformation_resource: z.strictObject({
    arn: text,
    role_arn: text,
    hybrid_access_enabled: off,
    with_federation: off,
  }),
  aws_glue_catalog_database: z.strictObject({ ...inert, name: text, location_uri: text.optional() }),
  aws_glue_catalog_table: z.strictObject({
    ...inert,
    database_name: text,
    name: text,
    table_type: text,
    parameters: anything,
    open_table_format_input: anything,
    partition_keys: z.array(column).default([]),
    storage_descriptor: block(
      z.strictObject({
        location: text,
        columns: z.array(column),
        input_format: anything,
        output_format: anything,
        ser_de_info: anything,
      }),
    ),
  }),
}
