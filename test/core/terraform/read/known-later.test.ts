import { readChanges } from '../../../../core/terraform/read/changes'
import { reviewPlan } from '../../../../core/review/review-plan'
import type { Review } from '../../../../core/review/types'
import {
  created,
  grant,
  iamArn,
  kept,
  planJson,
  PROVIDER,
  role,
  writtenAs,
  type Json,
  type PlanParts,
} from '../../../support/stack-plan'

const A = 'aws_lakeformation_permissions.a'
const people = [kept('aws_iam_role.reader', role()), kept('aws_iam_saml_provider.portal', PROVIDER)]

const written = (text: unknown, reference = 'aws_x.y.z'): Json => ({
  constant_value: text,
  references: [reference, reference.replace(/\.\w+$/, '')],
})

const reviewed = ({ changes = [], ...more }: PlanParts): Review =>
  reviewPlan(planJson({ changes: [...people, ...changes], ...more }), { levels: {} })
const told = ({ notAnalysed }: Review): string[] => notAnalysed.map((each) => `${each.address} ${each.reason}`)
const gained = (found: Review): string[] => found.gained.map(({ path }) => `${path.group} ${path.permission}`)

const without = (values: Json, ...keys: readonly string[]): Json =>
  Object.fromEntries(Object.entries(values).filter(([key]) => !keys.includes(key)))

test('a grant to a role that the same plan makes is a path', () => {
  const fresh = without(role('fresh'), 'arn')
  const found = reviewed({
    changes: [
      created('aws_iam_role.fresh', fresh, { arn: true, id: true }),
      created(A, without(grant(), 'principal'), { principal: true, id: true }),
    ],
    written: {
      'aws_iam_role.fresh': { name: { constant_value: 'fresh' } },
      [A]: { principal: written('${aws_iam_role.fresh.arn}', 'aws_iam_role.fresh.arn') },
    },
  })
  expect(gained(found)).toEqual(['READERS SELECT'])
  expect(found.gained[0]?.path.role).toBe('fresh')
  expect(told(found)).toEqual([])
})

test('in modules and instances, an argument is found as it is written', () => {
  const inner = 'module.lake["a.b"].aws_lakeformation_permissions.a["c[0].d"]'
  const module = { resources: writtenAs({ [A]: { principal: { constant_value: iamArn('role/reader') } } }) }
  const found = reviewed({
    changes: [created(inner, without(grant(), 'principal'), { principal: true })],
    modules: { lake: { module } },
  })
  expect(gained(found)).toEqual(['READERS SELECT'])
  expect(told(found)).toEqual([])
})

test('a resource of a module is not taken for its namesake outside', () => {
  const inside = `module.m.${A}`
  const module = { resources: writtenAs({ [A]: { principal: written('${aws_iam_role.reader.arn}') } }) }
  const found = reviewed({
    changes: [created(inside, without(grant(), 'principal'), { principal: true })],
    modules: { m: { module } },
  })
  expect(gained(found)).toEqual(['known after apply SELECT'])
  expect(told(found)).toEqual([`${inside} has principal, known after apply`])
})

test('a text around a reference is not the reference', () => {
  const found = reviewed({
    changes: [created(A, without(grant(), 'principal'), { principal: true })],
    written: { [A]: { principal: { references: ['aws_iam_role.reader.arn', 'aws_iam_role.reader'] } } },
  })
  expect(gained(found)).toEqual(['known after apply SELECT'])
})

test('a filter of which a column is not known is told, too', () => {
  const key = { database_name: 'lab_trials', table_name: 'visits', name: 'f', table_catalog_id: '111111111111' }
  const filter = 'aws_lakeformation_data_cells_filter.f'
  const data = { ...key, column_names: ['a', null], row_filter: [{ all_rows_wildcard: [{}] }] }
  const found = reviewed({
    changes: [
      created(filter, { table_data: [data] }, { table_data: [{ column_names: [false, true] }] }),
      created(A, grant({ table: [], data_cells_filter: [key] })),
    ],
    written: { [filter]: { table_data: [{ column_names: written(['a', '${aws_x.y.z}']) }] } },
  })
  expect(found.notAnalysed.map((each) => each.address)).toContain(filter)
})

test('attributes that a provider computes are no question', () => {
  const found = reviewed({
    changes: [created(A, grant(), { id: true, catalog_id: true, table: [{ catalog_id: true }], lf_tag: true })],
    written: {
      [A]: { principal: { constant_value: iamArn('role/reader') }, table: [{ name: { constant_value: 'visits' } }] },
    },
  })
  expect(gained(found)).toEqual(['READERS SELECT'])
  expect(told(found)).toEqual([])
})

test('modules in modules are read, and more than anybody writes are refused', () => {
  const nested = (depth: number): Json => ({
    resources: writtenAs({ 'aws_x.y': { name: { constant_value: 'deep' } } }),
    ...(depth > 0 && { module_calls: { m: { module: nested(depth - 1) } } }),
  })
  const at = (depth: number): unknown => {
    const address = `${'module.m.'.repeat(depth)}aws_x.y`
    const plan = {
      resource_changes: [created(address, {}, { name: true })],
      configuration: { root_module: nested(depth) },
    }
    return readChanges(plan, { account: undefined, region: undefined }).after[0]?.values.name
  }
  expect(at(20)).toBe('deep')
  expect(() => at(21)).toThrow('modules in more than 20 modules are not read')
})
