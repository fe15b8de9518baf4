import { ownValue } from './own-value'

/**
 * Column types as the Glue Data Catalog and Athena write them (Hive DDL).
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/data-types.html
 */
export interface ColumnType {
  readonly name: string
  /** Types inside `array<…>`, `map<…,…>` and `struct<…>`. */
  readonly parts: readonly ColumnType[]
  /** Names of a struct's parts. */
  readonly fields: readonly string[]
  /** The numbers in parentheses: precision and scale of a decimal, the length of a varchar. */
  readonly sizes: readonly number[]
}

/** What a column may be, and how many whole numbers it takes in parentheses. */
const scalars: Readonly<Record<string, readonly number[]>> = {
  boolean: [0],
  tinyint: [0],
  smallint: [0],
  int: [0],
  integer: [0],
  bigint: [0],
  float: [0],
  double: [0],
  decimal: [0, 1, 2],
  string: [0],
  char: [1],
  varchar: [1],
  binary: [0],
  date: [0],
  timestamp: [0],
}
const containers: Readonly<Record<string, { readonly parts: [number, number]; readonly named: boolean }>> = {
  array: { parts: [1, 1], named: false },
  map: { parts: [2, 2], named: false },
  struct: { parts: [1, 1000], named: true },
}

export const COLUMN_TYPE_NAMES: readonly string[] = [...Object.keys(scalars), ...Object.keys(containers)]

const MAX_DEPTH = 20

/**
 * Reads a type; `undefined` where the text is none.
 *
 * @param made whether the table is made here. Names of fields and types of others' tables are whatever made them has
 * written: they are read as far as brackets tell what belongs together.
 */
export function parseColumnType(text: string, made = true): ColumnType | undefined {
  const tokens = [...text.matchAll(/[A-Za-z_][A-Za-z0-9_]*|\d+|[<>(),:]|\S/g)]
  let index = 0
  const peek = (): string => tokens[index]?.[0] ?? ''
  const take = (expected: string): boolean => peek() === expected && ++index > 0

  const parse = (depth: number): ColumnType | undefined => {
    const name = peek().toLowerCase()
    index++
    if (depth > MAX_DEPTH) return undefined
    const container = ownValue(containers, name) ?? (!made && peek() === '<' ? ANY_CONTAINER : undefined)
    if (container) {
      const inside = parseParts(container.named, depth)
      const [least, most] = container.parts
      return inside && inside.parts.length >= least && inside.parts.length <= most
        ? { name, ...inside, sizes: [] }
        : undefined
    }
    const counts = ownValue(scalars, name) ?? (!made && /^[a-z_]/.test(name) ? ANY_SIZES : undefined)
    const sizes = counts && parseSizes()
    return sizes && counts.includes(sizes.length) ? { name, parts: [], fields: [], sizes } : undefined
  }

  const parseParts = (named: boolean, depth: number): Pick<ColumnType, 'parts' | 'fields'> | undefined => {
    const parts: ColumnType[] = []
    const fields: string[] = []
    if (!take('<')) return undefined
    do {
      if (named) {
        const field = parseField()
        if (field === undefined) return undefined
        fields.push(field)
      }
      const part = parse(depth + 1)
      if (!part) return undefined
      parts.push(part)
    } while (take(','))
    return take('>') ? { parts, fields } : undefined
  }

  /** Up to its colon, which no name holds. */
  const parseField = (): string | undefined => {
    const start = tokens[index]?.index ?? text.length
    if (made) index++
    else while (index < tokens.length && !/[<>(),:]/.test(peek())) index++
    const field = text.slice(start, tokens[index]?.index).trim()
    return (made ? /^[A-Za-z_]\w*$/ : /./s).test(field) && take(':') ? field : undefined
  }

  const parseSizes = (): number[] | undefined => {
    const sizes: number[] = []
    if (!take('(')) return sizes
    do {
      const token = peek()
      index++
      if (!/^\d{1,5}$/.test(token)) return undefined
      sizes.push(Number(token))
    } while (take(','))
    return take(')') ? sizes : undefined
  }

  const type = parse(0)
  return type && index === tokens.length ? type : undefined
}

/** What Hive and Spark have beside the types that Athena documents, such as `uniontype<int,string>`. */
const ANY_CONTAINER = { parts: [1, 1000], named: false } as const
const ANY_SIZES = [0, 1, 2]

const filterable = new Set([
  'boolean',
  'int',
  'integer',
  'bigint',
  'float',
  'double',
  'decimal',
  'string',
  'char',
  'varchar',
  'struct',
])

/**
 * Whether a row filter may name a column of this type: text, numbers (not tinyint and smallint, which AWS does not
 * list), boolean, and structs of those.
 *
 * @see https://docs.aws.amazon.com/lake-formation/latest/dg/partiql-support.html
 */
export function isFilterable(type: ColumnType): boolean {
  return filterable.has(type.name) && type.parts.every(isFilterable)
}
