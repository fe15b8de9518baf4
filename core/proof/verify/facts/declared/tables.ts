import type { DatasetAccess } from '../../../../model/graph'
import type { TableSettings } from '../../../../model/schema/dataset'
import { fileFormat } from '../../../../model/table-format'
import type { Written } from '../../../../terraform/rendered/stack'
import type { Stated } from '../stated'
import type { DeclaredScope } from './scope'

/** The tables that the mesh makes: their place, columns, and how their files are read. */
export function statedTables(scope: DeclaredScope, { name, database, bucket, tables }: DatasetAccess): Stated[] {
  return Object.entries(tables)
    .filter(([, table]) => table.managed)
    .map(([table, settings]): Stated => ({
      type: 'aws_glue_catalog_table',
      at: scope.at('datasets', name, 'tables', table),
      written: {
        database_name: database,
        name: table,
        table_type: 'EXTERNAL_TABLE',
        ...contentOf(settings, `s3://${bucket}/${table}/`),
      },
    }))
}

function contentOf({ format, columns: own, partitions }: TableSettings, location: string): Written {
  const described = fileFormat(format, own)
  const columns = columnsOf(own)
  const prevent_destroy = true
  if (!described) {
    const left = ['parameters', 'storage_descriptor[0].columns', 'open_table_format_input']
    return {
      storage_descriptor: { location, columns },
      open_table_format_input: { iceberg_input: { metadata_operation: 'CREATE', version: '2' } },
      lifecycle: { prevent_destroy, ignore_changes: left },
    }
  }
  const { inputFormat: input_format, outputFormat: output_format, serde, parameters } = described
  const ser_de_info = { serialization_library: serde, parameters }
  return {
    parameters: { EXTERNAL: 'TRUE', classification: format },
    partition_keys: columnsOf(partitions),
    storage_descriptor: { location, columns, input_format, output_format, ser_de_info },
    lifecycle: { prevent_destroy, ignore_changes: ['parameters'] },
  }
}

const columnsOf = (types: Readonly<Record<string, string>>): { name: string; type: string }[] =>
  Object.entries(types).map(([name, type]) => ({ name, type }))
