import { parseColumnType, COLUMN_TYPE_NAMES } from '../column-type'
import { typeFault } from '../column-type-fault'
import { error, warning, type Diagnostic, type Position } from '../diagnostic'
import { isLimited, tablesOf } from '../access'
import { ownValue } from '../own-value'
import type { TableSettings } from '../schema/dataset'
import { hintFor } from '../suggest'
import { environmentsOf, repeated, twice, type Check } from './check'

/** Classifications and column types are known ones. */
export const checkDatasets: Check = (context) => {
  const { classifications } = context.mesh.settings
  const found: Diagnostic[] = []
  for (const { settings, at } of environmentsOf(context)) {
    for (const [name, dataset] of Object.entries(settings.datasets)) {
      const { classification, stewards, tables, access } = dataset
      if (!classifications.includes(classification)) {
        const hint = hintFor('classification', classification, classifications)
        found.push(
          error(
            'unknown-classification',
            `there is no classification ${classification}`,
            at('datasets', name, 'classification'),
            hint,
          ),
        )
      }
      for (const index of repeated(stewards)) {
        found.push(twice(stewards[index], at('datasets', name, 'stewards', index)))
      }
      for (const [table, settings] of Object.entries(tables)) {
        const place = (...keys: readonly string[]): Position | undefined =>
          at('datasets', name, 'tables', table, ...keys)
        found.push(...typeFaults(settings, place), ...formatFaults(table, settings, place))
        const limit = access.findIndex(
          (entry) => entry.columns && isLimited(entry) && tablesOf(entry, dataset).includes(table),
        )
        if (settings.format === 'avro' && limit !== -1) {
          found.push(
            warning(
              'limit-shows-names',
              `${table} is in Avro format, whose schema shows the names of hidden columns`,
              at('datasets', name, 'access', limit, 'columns'),
              'choose another format where names are sensitive, too',
            ),
          )
        }
      }
    }
  }
  return found
}

type Place = (...keys: readonly string[]) => Position | undefined

function typeFaults({ columns, partitions, format, managed }: TableSettings, place: Place): Diagnostic[] {
  return Object.entries({ columns, partitions }).flatMap(([key, types]) =>
    Object.entries(types).flatMap(([column, text]): Diagnostic[] => {
      const type = parseColumnType(text, managed)
      if (!type) return [error('bad-column-type', `${text} is not a column type`, place(key, column), typeHint(text))]
      const fault = !managed ? undefined : typeFault({ type, format, isPartition: key === 'partitions' })
      return fault ? [error('bad-column-type', `${text} ${fault.message}`, place(key, column), fault.hint)] : []
    }),
  )
}

function formatFaults(
  table: string,
  { columns, partitions, format, managed }: TableSettings,
  place: Place,
): Diagnostic[] {
  if (!managed) return []
  if (format === 'iceberg' && Object.keys(partitions).length > 0) {
    const message = `${table} is an Iceberg table, which the catalogue cannot make with partitions`
    const hint =
      'leave `partitions` out: partition the table with SQL (ALTER TABLE … ADD PARTITION FIELD), its columns among `columns`'
    return [error('iceberg-partitions', message, place('partitions'), hint)]
  }
  if (format !== 'avro') return []
  // https://avro.apache.org/docs/1.11.1/specification/#names
  const wrong = Object.keys(columns).filter((column) => /^\d/.test(column))
  return wrong.map((column) => {
    const message = `${column} cannot be a column in Avro, where names begin with a letter or _`
    return error('bad-name', message, place('columns', column), 'name it otherwise, or choose another format')
  })
}

const examples: Readonly<Record<string, string>> = {
  decimal: '"decimal(10,2)"',
  char: 'char(10)',
  varchar: 'varchar(10)',
  array: 'array<string>',
  map: '"map<string,int>"',
  struct: '"struct<name:string,year:int>"',
}

function typeHint(type: string): string | undefined {
  if (/[(<]/.test(type) && !/[)>]\s*$/.test(type))
    return 'close the bracket; quote a type that holds a comma: "decimal(10,2)"'
  const word = (/^\w*/.exec(type)?.[0] ?? '').toLowerCase()
  const example = ownValue(examples, word)
  if (example !== undefined) return `write it like ${example}`
  if (COLUMN_TYPE_NAMES.includes(word)) return `${word} stands alone`
  return hintFor('type', word, COLUMN_TYPE_NAMES)
}
