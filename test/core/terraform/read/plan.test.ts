import { reviewPlan } from '../../../../core/review/review-plan'
import { readPlan } from '../../../../core/terraform/read/plan'
import {
  ACCOUNT,
  change,
  created,
  grant,
  kept,
  OUTPUT,
  planJson,
  PROVIDER,
  role,
  type Json,
} from '../../../support/stack-plan'

const read = (text: string): ReturnType<typeof readPlan> => readPlan(text, 'the plan')
const roleOnly = kept('aws_iam_role.reader', role())
const people = [roleOnly, kept('aws_iam_saml_provider.portal', PROVIDER)]

test.each<[string, Json, string]>([
  ['a state', { planned_values: undefined, resource_changes: undefined }, 'is not the JSON of a plan'],
  ['a plan that failed', { errored: true }, 'is of a plan that failed'],
  ['a plan without outputs', { output_changes: undefined }, 'has no output `trustloom`'],
  ['a plan of another output', { output_changes: { other: { after: OUTPUT } } }, 'has no output `trustloom`'],
  ['outputs as a list', { output_changes: [{ trustloom: { after: OUTPUT } }] }, 'has no output `trustloom`'],
  ['an output of another form', { output_changes: { trustloom: { after: 'acme' } } }, 'has no output `trustloom`'],
  ['an output known after apply', { output_changes: { trustloom: { after_unknown: true } } }, 'has no output'],
])('%s is refused', (_, more, message) => {
  expect(() => read(planJson({ changes: [roleOnly], more }))).toThrow(message)
})

test('the account and the Region are those of the provider without an alias', () => {
  const { after } = read(planJson({ changes: [roleOnly] }))
  expect([after.account, after.region]).toEqual([ACCOUNT, 'eu-central-1'])
})

test('a Region that a variable says is not known, and the account is not guessed', () => {
  const expressions = { region: { references: ['var.region'] }, allowed_account_ids: { constant_value: ACCOUNT } }
  const configuration = { provider_config: { aws: { expressions } }, root_module: {} }
  const { after } = read(planJson({ changes: [roleOnly], more: { configuration } }))
  expect([after.account, after.region]).toEqual([undefined, undefined])
})

test('what a first apply left that failed is compared with what will be', () => {
  const output = { actions: ['create'], before: null, after: OUTPUT }
  const given = [...people, kept('aws_lakeformation_permissions.a', grant())]
  const more = [created('aws_lakeformation_permissions.b', grant({ permissions: ['DESCRIBE'] }))]
  const { gained, environments } = reviewPlan(planJson({ changes: [...given, ...more], output }), { levels: {} })
  expect(environments.map((each) => [each.name, each.state])).toEqual([['lab', 'kept']])
  expect(gained.map((each) => each.path.permission)).toEqual(['DESCRIBE'])
})

test('a first apply makes an environment', () => {
  const changes = [created('aws_iam_role.reader', role()), created('aws_lakeformation_permissions.a', grant())]
  const provider = created('aws_iam_saml_provider.portal', PROVIDER)
  const output = { actions: ['create'], before: null }
  const { gained, environments } = reviewPlan(planJson({ changes: [...changes, provider], output }), { levels: {} })
  expect(environments.map((each) => each.state)).toEqual(['new'])
  expect(gained.map((each) => [each.path.group, each.path.permission])).toEqual([['READERS', 'SELECT']])
})

const destroyed = [
  change('aws_iam_role.reader', { before: role() }),
  change('aws_iam_saml_provider.portal', { before: PROVIDER }),
  change('aws_lakeformation_permissions.a', { before: grant() }),
]
const noOutput = { actions: ['delete'], after: null }

test('a destroy plan leaves nothing, and every path is lost', () => {
  const { lost, environments, notAnalysed } = reviewPlan(planJson({ changes: destroyed, output: noOutput }), {
    levels: {},
  })
  expect(environments.map((each) => [each.name, each.state])).toEqual([['lab', 'gone']])
  expect(lost.map((each) => each.path.permission)).toEqual(['SELECT'])
  expect(notAnalysed).toEqual([])
})

const PART = { environment: 'lab', address: 'plan', reason: 'is of a part of the stack only' }

test.each<[string, string]>([
  ['that changes something', planJson({ changes: people, more: { complete: false } })],
  ['that finds nothing to do', planJson({ changes: [], more: { complete: false } })],
  ['that only looks', planJson({ more: { complete: false } })],
  ['that destroys', planJson({ changes: destroyed, output: noOutput, more: { complete: false } })],
])('a plan of a part of the stack %s says that the rest is not known', (_, text) => {
  expect(reviewPlan(text, { levels: {} }).notAnalysed).toEqual([PART])
})

test('a plan that does not say whether it is complete is older, and not refused', () => {
  const { notAnalysed } = reviewPlan(planJson({ changes: people, more: { complete: undefined } }), { levels: {} })
  expect(notAnalysed).toEqual([])
})

test('an output that the plan takes away does not hide what stays', () => {
  const given = [...people, created('aws_lakeformation_permissions.a', grant())]
  const { gained } = reviewPlan(planJson({ changes: given, output: noOutput }), { levels: {} })
  expect(gained.map((each) => each.path.permission)).toEqual(['SELECT'])
})

test('an action that a plan would run is not analysed', () => {
  const action_invocations = [{ address: 'action.aws_lambda_invoke.x', type: 'aws_lambda_invoke' }]
  for (const text of [
    planJson({ changes: people, more: { action_invocations } }),
    planJson({ more: { action_invocations } }),
  ])
    expect(reviewPlan(text, { levels: {} }).notAnalysed.map((each) => each.address)).toEqual([
      'action.aws_lambda_invoke.x',
    ])
})
