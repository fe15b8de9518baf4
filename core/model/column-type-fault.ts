import type { ColumnType } from './column-type'
import type { TableFormat } from './schema/dataset'

/** Why the catalogue or an engine takes no such column, and what to write instead. */
export interface TypeFault {
  /** A part of a sentence: the type stands before it. */
  readonly message: string
  readonly hint: string
}

/** A column of a table that Trustloom makes. */
export interface TypedColumn {
  readonly type: ColumnType
  readonly format: TableFormat
  readonly isPartition: boolean
}

/** How many characters a type has at most. */
const LENGTHS: Readonly<Record<string, number>> = { char: 255, varchar: 65_535 }
const DIGITS = 38

const ICEBERG: Readonly<Record<string, string>> = {
  tinyint: 'int',
  smallint: 'int',
  char: 'string',
  varchar: 'string',
}

const CONTAINERS = new Set(['array', 'map', 'struct'])
const TEXTS = new Set(['string', 'char', 'varchar'])

/**
 * What a well-written type says that cannot be: AWS or Athena refuses it only once it is applied or queried. The fault
 * of a part is told as one of the whole type.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/data-types.html
 * @see https://docs.aws.amazon.com/athena/latest/ug/querying-iceberg-supported-data-types.html
 * @see https://avro.apache.org/docs/1.11.1/specification/#maps
 */
export function typeFault({ type, format, isPartition }: TypedColumn): TypeFault | undefined {
  if (isPartition && CONTAINERS.has(type.name))
    return { message: `is no type of a partition: folders are named after one value`, hint: 'choose a plain type' }
  return sizeFault(type) ?? mapFault(type, format) ?? fieldFault(type) ?? formatFault(type, format) ?? partFault()

  function partFault(): TypeFault | undefined {
    for (const part of type.parts) {
      const fault = typeFault({ type: part, format, isPartition: false })
      if (fault) return fault
    }
    return undefined
  }
}

function sizeFault({ name, sizes }: ColumnType): TypeFault | undefined {
  const [size, scale = 0] = sizes
  if (size === undefined) return undefined
  if (name === 'decimal') {
    if (size < 1 || size > DIGITS)
      return { message: `cannot be: a decimal has 1 to ${DIGITS} digits`, hint: 'write it like "decimal(38,2)"' }
    if (scale > size)
      return {
        message: `cannot be: of ${size} digits, ${scale} cannot stand behind the point`,
        hint: 'the first number counts all digits, the second those behind the point: "decimal(10,2)"',
      }
    return undefined
  }
  const most = LENGTHS[name] ?? Infinity
  if (size >= 1 && size <= most) return undefined
  return { message: `cannot be: ${name} has 1 to ${most} characters`, hint: 'string has no limit' }
}

function mapFault({ name, parts }: ColumnType, format: TableFormat): TypeFault | undefined {
  const key = name === 'map' ? parts[0] : undefined
  if (!key) return undefined
  if (CONTAINERS.has(key.name))
    return {
      message: `cannot be: the key of a map is a plain type, not ${key.name}`,
      hint: 'write it like "map<string,int>"',
    }
  if (format === 'avro' && !TEXTS.has(key.name))
    return { message: `cannot be in Avro, whose maps have texts as keys`, hint: 'write it like "map<string,int>"' }
  return undefined
}

function fieldFault({ fields }: ColumnType): TypeFault | undefined {
  const seen = new Set<string>()
  for (const field of fields) {
    // Hive compares names of fields without case.
    const folded = field.toLowerCase()
    if (seen.has(folded))
      return { message: `has the field ${field} twice`, hint: 'remove one of the two, or name it otherwise' }
    seen.add(folded)
  }
  return undefined
}

function formatFault({ name }: ColumnType, format: TableFormat): TypeFault | undefined {
  const other = format === 'iceberg' ? ICEBERG[name] : undefined
  if (other === undefined) return undefined
  return { message: `is no type of an Iceberg table in Athena`, hint: `write ${other} instead of ${name}` }
}
