import { parseColumnType, type ColumnType } from './column-type'
import type { TableFormat } from './schema/dataset'

/**
 * How the catalogue describes files of a format, as Athena expects it.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/supported-serdes.html
 */
export interface FileFormat {
  readonly inputFormat: string
  readonly outputFormat: string
  readonly serde: string
  readonly parameters: Readonly<Record<string, string>>
}

const HIVE = 'org.apache.hadoop.hive'
const text = {
  inputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
  outputFormat: `${HIVE}.ql.io.HiveIgnoreKeyTextOutputFormat`,
}

/** `undefined` for Iceberg, whose tables describe their files themselves. */
export function fileFormat(format: TableFormat, columns: Readonly<Record<string, string>>): FileFormat | undefined {
  switch (format) {
    case 'parquet':
      return {
        inputFormat: `${HIVE}.ql.io.parquet.MapredParquetInputFormat`,
        outputFormat: `${HIVE}.ql.io.parquet.MapredParquetOutputFormat`,
        serde: `${HIVE}.ql.io.parquet.serde.ParquetHiveSerDe`,
        parameters: { 'serialization.format': '1' },
      }
    case 'orc':
      return {
        inputFormat: `${HIVE}.ql.io.orc.OrcInputFormat`,
        outputFormat: `${HIVE}.ql.io.orc.OrcOutputFormat`,
        serde: `${HIVE}.ql.io.orc.OrcSerde`,
        parameters: { 'serialization.format': '1' },
      }
    case 'avro':
      return {
        inputFormat: `${HIVE}.ql.io.avro.AvroContainerInputFormat`,
        outputFormat: `${HIVE}.ql.io.avro.AvroContainerOutputFormat`,
        serde: `${HIVE}.serde2.avro.AvroSerDe`,
        parameters: {
          'avro.schema.literal': JSON.stringify(avroRecord('row', Object.entries(columns))),
          'serialization.format': '1',
        },
      }
    case 'json':
      return { ...text, serde: 'org.apache.hive.hcatalog.data.JsonSerDe', parameters: { 'serialization.format': '1' } }
    case 'csv':
      // Keeps the types of columns; the SerDe that understands quotes reads everything as text.
      return {
        ...text,
        serde: `${HIVE}.serde2.lazy.LazySimpleSerDe`,
        parameters: { 'escape.delim': '\\', 'field.delim': ',', 'serialization.format': ',' },
      }
    case 'iceberg':
      return undefined
  }
}

/** @see https://docs.aws.amazon.com/athena/latest/ug/avro-serde.html */
function avroRecord(name: string, fields: readonly (readonly [string, string])[]): object {
  return {
    type: 'record',
    name,
    fields: fields.map(([field, type]) => ({
      name: field,
      type: ['null', avroType(parseColumnType(type), `${name}_${field}`)],
      default: null,
    })),
  }
}

function avroType(type: ColumnType | undefined, name: string): unknown {
  const [first, second] = type?.parts ?? []
  switch (type?.name) {
    case 'boolean':
    case 'float':
    case 'double':
      return type.name
    case 'tinyint':
    case 'smallint':
    case 'int':
    case 'integer':
      return 'int'
    case 'bigint':
      return 'long'
    case 'binary':
      return 'bytes'
    case 'date':
      return { type: 'int', logicalType: 'date' }
    case 'timestamp':
      return { type: 'long', logicalType: 'timestamp-millis' }
    case 'decimal': {
      const [precision = 10, scale = 0] = type.sizes
      return { type: 'bytes', logicalType: 'decimal', precision, scale }
    }
    case 'array':
      return { type: 'array', items: ['null', avroType(first, `${name}_item`)] }
    case 'map':
      return { type: 'map', values: ['null', avroType(second, `${name}_value`)] }
    case 'struct':
      return {
        type: 'record',
        name,
        fields: type.parts.map((part, index) => {
          const field = type.fields[index] ?? ''
          return { name: field, type: ['null', avroType(part, `${name}_${field}`)], default: null }
        }),
      }
    default:
      return 'string'
  }
}
