import fc from 'fast-check'
import type { ReadOutput } from '../../../../core/terraform/read/output'
import type { ReadResource } from '../../../../core/terraform/read/resource'
import type { Snapshot } from '../../../../core/access/snapshot/snapshot'
import { snapshotMemory } from '../../../../core/access/snapshot/memory'
import { stackSnapshot } from '../../../../core/access/snapshot/stack-snapshot'
import {
  allow,
  names,
  people,
  policy,
  resource,
  roleArnOf,
  rolePolicy,
  roleResource,
  TRIALS,
} from '../../../support/review-stack'
import { runs } from '../../../support/scale'

const ON = { database_name: 'lab_trials', table_name: 'subjects' }
const table = (...columns: readonly string[]): ReadResource =>
  resource('aws_glue_catalog_table', 't', {
    database_name: 'lab_trials',
    name: 'subjects',
    storage_descriptor: [{ columns: columns.map((name) => ({ name })) }],
  })
const filter = (rows: string): ReadResource =>
  resource('aws_lakeformation_data_cells_filter', 'f', {
    table_data: [
      { ...ON, name: 'f', row_filter: [{ filter_expression: rows }], column_wildcard: [{ excluded_column_names: [] }] },
    ],
  })
const grant = (name: string, more: ReadResource['values']): ReadResource =>
  resource('aws_lakeformation_permissions', name, { principal: roleArnOf('reader'), permissions: ['SELECT'], ...more })
const filtered = { data_cells_filter: [{ ...ON, name: 'f' }] }
const some = {
  table_with_columns: [
    { database_name: 'lab_trials', name: 'subjects', wildcard: true, excluded_column_names: ['name'] },
  ],
}
const opens = (action: string, where = `${TRIALS}/*`): ReadResource =>
  rolePolicy('reader', policy(allow(action, `arn:aws:s3:::${where}`)))
const workgroup = (folder: string): ReadResource =>
  resource('aws_athena_workgroup', 'w', {
    configuration: [{ result_configuration: [{ output_location: `s3://${TRIALS}/${folder}/` }] }],
  })
const nothing = { ...names(), databases: {} }

/** What each place of the stack may hold; every one decides about paths. */
const PLACES: readonly (readonly (ReadResource | undefined)[])[] = [
  [resource('aws_iam_saml_provider', 'warehouse', { name: 'novo-warehouse' }), undefined],
  [roleResource('reader', people('HFAt')), roleResource('reader', people('HFAt'), { max_session_duration: 7200 })],
  [table('name', 'age'), table('name', 'age', 'country'), undefined],
  [filter("country = 'DK'"), filter("country = 'SE'"), undefined],
  [grant('on-filter', filtered), grant('on-filter', { ...filtered, permissions: ['SELECT', 'DESCRIBE'] }), undefined],
  [
    grant('on-columns', some),
    grant('on-columns', { ...some, principal: '222222222222' }),
    grant('on-columns', { ...some, data_cells_filter: {} }),
    undefined,
  ],
  [grant('elsewhere', { database: [{ name: 'lab_trials', catalog_id: '111111111111' }] }), undefined],
  [
    opens('s3:GetObject'),
    opens('s3:PutObject'),
    opens('s3:GetObject', `${TRIALS}/results/reader/*`),
    opens('s3:GetObject', 'novo-lab-*-111111111111/*'),
    undefined,
  ],
  [workgroup('results/reader'), undefined],
]
const OUTPUTS: readonly ReadOutput[] = [names(), { ...names(), groups: {} }, nothing]

const place = (of: number): fc.Arbitrary<number> => fc.nat(of - 1)
const stack = fc.tuple(...PLACES.map((each) => place(each.length)), fc.constantFrom(...['1', '2'])).chain((picked) =>
  place(OUTPUTS.length).map((output) => {
    const account = `${String(picked.at(-1)).repeat(12)}`
    const resources = PLACES.flatMap((each, index) => each[Number(picked[index])] ?? [])
    return { output: OUTPUTS[output], account, region: 'eu-central-1', resources, faults: new Map<string, string>() }
  }),
)

/** A side with its paths made, and without what compares by identity. */
const told = (side: Snapshot | undefined): unknown =>
  side && {
    ...side,
    paths: side.paths.map(({ key, facts, path }) => ({ key, facts, path })),
    facts: [...side.facts].map(([key, { value }]) => [key, value]),
    resources: [...side.resources],
  }

test('property: what two sides share changes neither', () => {
  fc.assert(
    fc.property(stack, stack, stack, (...stacks) => {
      const memory = snapshotMemory()
      for (const each of stacks)
        expect(told(stackSnapshot(each, true, memory))).toEqual(told(stackSnapshot(each, true)))
    }),
    { numRuns: runs(300) },
  )
})

test('what is the same is one path on both sides', () => {
  const resources = PLACES.flatMap(([first]) => first ?? [])
  const output = names()
  const memory = snapshotMemory()
  const read = (more: readonly ReadResource[]): Snapshot['paths'] =>
    stackSnapshot(
      {
        output,
        account: '111111111111',
        region: 'eu-central-1',
        resources: [...resources, ...more],
        faults: new Map(),
      },
      true,
      memory,
    )?.paths ?? []
  const before = read([])
  const after = read([grant('more', { principal: '222222222222', database: [{ name: 'lab_trials' }] })])
  expect(before.length).toBeGreaterThan(2)
  expect(after.filter((each) => before.includes(each))).toHaveLength(before.length)
  expect(after).toHaveLength(before.length + 1)
})
