import type { Sensitivity } from '../../../../core/model/sensitivity'
import { dataset, found } from '../../../support/review-sides'

const side = (sensitivity: Sensitivity, columns: readonly string[], location = 's3://a/') => ({
  datasets: [dataset('trials', { sensitivity })],
  paths: [{ database: 'lab_trials', table: 'visits', permission: 'SELECT' }],
  resources: new Map([
    [
      'aws_glue_catalog_table.t',
      {
        address: 'aws_glue_catalog_table.t',
        type: 'aws_glue_catalog_table',
        values: {
          database_name: 'lab_trials',
          name: 'visits',
          storage_descriptor: [{ location, columns: columns.map((name) => ({ name })) }],
        },
      },
    ],
  ]),
})
const rules = (...sides: Parameters<typeof found>): string[] =>
  found(...sides).flatMap((each) => each.split(':')[0] ?? [])

test('a column that comes is told of data that was sensitive before, too', () => {
  expect(rules(side('sensitive', ['id']), side('sensitive', ['id', 'ssn']))).toEqual(['columns-added'])
  expect(rules(side('sensitive', ['id']), side('ordinary', ['id', 'ssn']))).toContain('columns-added')
  expect(rules(side('ordinary', ['id']), side('ordinary', ['id', 'ssn']))).not.toContain('columns-added')
})

test('a table that is read from elsewhere is told', () => {
  expect(rules(side('ordinary', ['id']), side('ordinary', ['id'], 's3://b/'))).toEqual(['data-moved'])
})
