import { readChanges, type ReadChanges } from '../../../../core/terraform/read/changes'
import { reviewPlan } from '../../../../core/review/review-plan'
import { change, created, grant, kept, planJson, PROVIDER, role, type Json } from '../../../support/stack-plan'

const scope = { account: '111111111111', region: 'eu-central-1' }
const read = (...changes: readonly Json[]): ReadChanges => readChanges(JSON.parse(planJson({ changes })) as Json, scope)
const addresses = (resources: ReadChanges['before']): string[] => resources.map((each) => each.address)
const X = 'aws_iam_role_policy.x'
const people = [kept('aws_iam_role.reader', role()), kept('aws_iam_saml_provider.portal', PROVIDER)]

test('what stays is one object on both sides, and nothing is done to it', () => {
  const { before, after, actions } = read(kept(X, { name: 'a' }))
  expect(after[0]?.values).toBe(before[0]?.values)
  expect(actions.size).toBe(0)
})

test('what is created is only after, and what is deleted only before', () => {
  const { before, after, actions } = read(created('aws_x.new', { a: 1 }), change('aws_x.old', { before: { a: 2 } }))
  expect([addresses(before), addresses(after)]).toEqual([['aws_x.old'], ['aws_x.new']])
  expect([...actions]).toEqual([
    ['aws_x.new', ['create']],
    ['aws_x.old', ['delete']],
  ])
})

test.each([[['delete', 'create']], [['create', 'delete']]])('what is replaced by %j is on both sides', (actions) => {
  const found = read(change(X, { actions, before: { name: 'a' }, after: { name: 'b' } }))
  expect([found.before[0]?.values, found.after[0]?.values]).toEqual([{ name: 'a' }, { name: 'b' }])
  expect(found.actions.get(X)).toEqual(actions)
})

test('what is moved was where it was', () => {
  const moved = (parts: Json): Json => change('aws_x.new', parts, { previous_address: 'aws_x.old' })
  const values = { a: 1 }
  for (const each of [moved({ before: values, after: values }), moved({ before: values, after: { a: 2 } })]) {
    const { before, after } = read(each)
    expect([addresses(before), addresses(after)]).toEqual([['aws_x.old'], ['aws_x.new']])
  }
})

test('what is forgotten stays in the account, and is told', () => {
  const { before, after, faults } = read(change(X, { actions: ['forget'], before: { name: 'a' } }))
  expect(after).toEqual(before)
  expect([...faults]).toEqual([[X, 'is forgotten by Terraform, and stays in the account']])
})

test('where a new one takes the place of what is forgotten, there are two', () => {
  const parts = { actions: ['create', 'forget'], before: grant(), after: grant({ permissions: ['DESCRIBE'] }) }
  const changes = [...people, change('aws_lakeformation_permissions.a', parts)]
  const { gained, lost, notAnalysed } = reviewPlan(planJson({ changes }), { levels: {} })
  expect(gained.map((each) => each.path.permission)).toEqual(['DESCRIBE'])
  expect(lost).toEqual([])
  expect(notAnalysed.map((each) => each.address)).toEqual(['aws_lakeformation_permissions.a'])
})

test('a forgotten grant is not lost', () => {
  const changes = [...people, change('aws_lakeformation_permissions.a', { actions: ['forget'], before: grant() })]
  const { lost, notAnalysed } = reviewPlan(planJson({ changes }), { levels: {} })
  expect(lost).toEqual([])
  expect(notAnalysed.map((each) => each.reason)).toEqual(['is forgotten by Terraform, and stays in the account'])
})

test('what is left over from an earlier apply is told, and does not stand for what has its address', () => {
  const left = change(X, { actions: ['delete'], before: { name: 'old' } }, { deposed: '00000001' })
  for (const changes of [
    [kept(X, { name: 'new' }), left],
    [left, kept(X, { name: 'new' })],
  ]) {
    const { before, after, actions, faults } = read(...changes)
    expect([before, after].map((side) => side.map((each) => each.values))).toEqual([
      [{ name: 'new' }],
      [{ name: 'new' }],
    ])
    expect(actions.size).toBe(0)
    expect([...faults.keys()]).toEqual([X])
  }
})

test('data sources are no resources', () => {
  const data = change('data.aws_iam_role.x', { actions: ['read'], after: { name: 'a' } }, { mode: 'data' })
  expect(read(data)).toEqual({
    before: [],
    after: [],
    computed: new Set(),
    actions: new Map(),
    imported: new Map(),
    faults: new Map(),
  })
})

test('what Terraform imports was there before', () => {
  const imported = { before: grant(), after: grant(), actions: ['no-op'], importing: { id: 'x' } }
  const changes = [...people, change('aws_lakeformation_permissions.a', imported)]
  const { gained, findings } = reviewPlan(planJson({ changes }), { levels: {} })
  expect(gained).toEqual([])
  expect(findings.map((each) => each.message)).toEqual([
    'aws_lakeformation_permissions.a is taken over from what is there already: x',
  ])
})

test('what is sensitive counts as anything else does', () => {
  const update = (more: Json): string => {
    const parts = { before: grant(), after: grant({ permissions: ['SELECT', 'DESCRIBE'] }), ...more }
    return planJson({ changes: [...people, change('aws_lakeformation_permissions.a', parts)] })
  }
  const open = reviewPlan(update({}), { levels: {} })
  expect(open.gained.map((each) => each.path.permission)).toEqual(['DESCRIBE'])
  for (const twin of [{ permissions: [true, true] }, true, { table: [{ name: true }], principal: true }]) {
    expect(reviewPlan(update({ before_sensitive: twin, after_sensitive: twin }), { levels: {} })).toEqual(open)
  }
})

test('a secret of a resource that decides nothing is not in the review', () => {
  const secret = (value: string): Json => ({ secret_id: 's', secret_string: value })
  const parts = { before: secret('hunter2'), after: secret('hunter3'), after_sensitive: { secret_string: true } }
  const changes = [...people, change('aws_secretsmanager_secret_version.s', parts)]
  const told = JSON.stringify(reviewPlan(planJson({ changes }), { levels: {} }))
  expect(told).toContain('aws_secretsmanager_secret_version.s')
  expect(told).not.toContain('hunter')
})

test('what a provisioner would run is told where it would run', () => {
  const address = 'module.m.null_resource.run["a"]'
  const resource = { address: 'null_resource.run', provisioners: [{ type: 'local-exec' }] }
  const root_module = { module_calls: { m: { module: { resources: [resource] } } } }
  const faults = (parts: Json): readonly string[] => {
    const plan = { resource_changes: [change(address, parts)], configuration: { root_module } }
    return [...readChanges(plan, scope).faults].map(([at, why]) => `${at} ${why}`)
  }
  const runs = [`${address} has provisioner, which Trustloom does not render`]
  const values = { id: '1' }
  expect(faults({ after: values })).toEqual(runs)
  expect(faults({ before: values })).toEqual(runs)
  expect(faults({ before: values, after: values })).toEqual([])
})

test.each<[string, unknown]>([
  ['no change', { address: X, mode: 'managed', type: 'aws_iam_role_policy' }],
  ['a change that is a text', { address: X, mode: 'managed', type: 'aws_iam_role_policy', change: 'create' }],
  ['no address', { mode: 'managed', type: 'aws_iam_role_policy', change: { after: {} } }],
  ['no type', { address: X, mode: 'managed', change: { after: {} } }],
  ['a text', 'aws_iam_role_policy.x'],
  ['null', null],
])('an entry with %s is none', (_, entry) => {
  expect(addresses(read(entry as Json, created('aws_x.y', {})).after)).toEqual(['aws_x.y'])
})

test('a resource of which nothing is known yet is told', () => {
  const later = change('aws_iam_role.x', { actions: ['create'], after: {}, after_unknown: true })
  expect([...read(later).faults]).toEqual([['aws_iam_role.x', 'is known after apply']])
})
