import { parseColumnType, COLUMN_TYPE_NAMES } from '../column-type'
import { error, warning, type Diagnostic } from '../diagnostic'
import { groupKey } from '../names'
import { isLimited, tablesOf } from '../access'
import { hintFor } from '../suggest'
import { environmentsOf, repeated, type Check } from './check'

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
      for (const index of repeated(stewards, groupKey)) {
        found.push(error('duplicate-group', `${stewards[index]} stands twice`, at('datasets', name, 'stewards', index)))
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

function typeHint(type: string): string | undefined {
  if (/[(<]/.test(type) && !/[)>]\s*$/.test(type)) return 'quote a type that holds a comma: "decimal(10,2)"'
  const word = /^\w*/.exec(type)?.[0] ?? ''
  if (word === 'varchar' || word === 'char') return `${word} needs a length: ${word}(10)`
  return hintFor('type', word, COLUMN_TYPE_NAMES)
}
