import { parseColumnType, COLUMN_TYPE_NAMES } from '../column-type'
import { error, warning, type Diagnostic } from '../diagnostic'
import { isLimited, tablesOf } from '../access'
import { ownValue } from '../own-value'
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
      for (const [table, { columns, partitions, format }] of Object.entries(tables)) {
        for (const [key, types] of Object.entries({ columns, partitions })) {
          for (const [column, type] of Object.entries(types)) {
            if (parseColumnType(type)) continue
            const place = at('datasets', name, 'tables', table, key, column)
            found.push(error('bad-column-type', `${type} is not a column type`, place, typeHint(type)))
          }
        }
        if (format === 'iceberg' && Object.keys(partitions).length > 0) {
          const hint =
            'leave `partitions` out: partition the table with SQL (ALTER TABLE … ADD PARTITION FIELD), its columns among `columns`'
          found.push(
            error(
              'iceberg-partitions',
              `${table} is an Iceberg table, which the catalogue cannot make with partitions`,
              at('datasets', name, 'tables', table, 'partitions'),
              hint,
            ),
          )
        }
        const limit = access.findIndex(
          (entry) => entry.columns && isLimited(entry) && tablesOf(entry, dataset).includes(table),
        )
        if (format === 'avro' && limit !== -1) {
          const place = at('datasets', name, 'access', limit, 'columns')
          found.push(
            warning(
              'limit-shows-names',
              `${table} is in Avro format, whose schema shows the names of hidden columns`,
              place,
              'choose another format where names are sensitive, too',
            ),
          )
        }
      }
    }
  }
  return found
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
