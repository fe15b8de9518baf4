import { GlueCatalogTable } from '@cdktf/provider-aws/lib/glue-catalog-table'
import type { ITerraformDependable } from 'cdktf'
import { Construct } from 'constructs'
import type { TableFormat } from '../core/model/schema/dataset'
import { fileFormat } from '../core/model/table-format'
import { named } from './address'
import { literal } from './literal'

export interface CatalogTableProps {
  /** The Glue database. */
  readonly database: string
  /** The table's name, which is also its folder. */
  readonly table: string
  /** The bucket that holds the files. */
  readonly bucket: string
  readonly format: TableFormat
  /** Column → Hive type, in order. */
  readonly columns: Readonly<Record<string, string>>
  /** Partition → Hive type, in order; folders are named after them. @default - not partitioned */
  readonly partitions?: Readonly<Record<string, string>> | undefined
  /** People's text. @default - none */
  readonly description?: string | undefined
  /** What must exist first. @default - nothing */
  readonly dependsOn?: readonly ITerraformDependable[] | undefined
}

/**
 * A table of the Glue Data Catalog over files in a bucket. What engines write into its parameters is left alone; of
 * Iceberg tables the columns are, too, since engines change them with the files.
 */
export class CatalogTable extends Construct {
  readonly table: GlueCatalogTable

  constructor(scope: Construct, id: string, props: CatalogTableProps) {
    super(scope, id)
    const columns = (types: Readonly<Record<string, string>>): { name: string; type: string }[] =>
      Object.entries(types).map(([name, type]) => ({ name, type: literal(type) }))
    const location = `s3://${props.bucket}/${props.table}/`
    const format = fileFormat(props.format, props.columns)
    const storage = { location, columns: columns(props.columns) }
    this.table = named(
      new GlueCatalogTable(this, 'table', {
        databaseName: props.database,
        name: props.table,
        tableType: 'EXTERNAL_TABLE',
        ...(props.description !== undefined && { description: literal(props.description) }),
        ...(format
          ? {
              parameters: { EXTERNAL: 'TRUE', classification: props.format },
              storageDescriptor: {
                ...storage,
                inputFormat: format.inputFormat,
                outputFormat: format.outputFormat,
                serDeInfo: { serializationLibrary: format.serde, parameters: literals(format.parameters) },
              },
              partitionKeys: columns(props.partitions ?? {}),
            }
          : {
              storageDescriptor: storage,
              openTableFormatInput: { icebergInput: { metadataOperation: 'CREATE', version: '2' } },
            }),
        lifecycle: { preventDestroy: true, ignoreChanges: format ? ['parameters'] : ICEBERG_OWN },
        dependsOn: [...(props.dependsOn ?? [])],
      }),
      id,
    )
  }
}

const ICEBERG_OWN = ['parameters', 'storage_descriptor[0].columns', 'open_table_format_input']

const literals = (texts: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).map(([key, value]) => [key, literal(value)]))
