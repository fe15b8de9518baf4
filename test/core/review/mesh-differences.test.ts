import { meshDifferences } from '../../../core/review/mesh-differences'
import { reviewPlans } from '../../../core/review/review-plan'
import type { Fact } from '../../../core/access/snapshot/fact'
import { Expression } from '../../../core/terraform/expression'
import type { ReadResource } from '../../../core/terraform/read/resource'
import type { ReviewPath } from '../../../core/review/types'
import { largePlan } from '../../bench/large-plan'
import { GROUND } from '../../review/changes/base'
import { meshSideOf, stacksOf } from '../../review/changes/sides'
import type { TerraformJson } from '../../support/mesh'
import {
  allow,
  bucketPolicyOf,
  keyPolicyOf,
  labSide,
  policyOf,
  sideFrom,
  trustOf,
  type Given,
} from '../../support/review-sides'

const differ = (mesh: Given, plan: Given): string[] =>
  meshDifferences(sideFrom(labSide({ form: 'files', ...mesh })), sideFrom(labSide(plan))).map((each) => each.message)
const paths = (mesh: Partial<ReviewPath>[], plan: Partial<ReviewPath>[]): string[] =>
  differ({ paths: mesh }, { paths: plan })

const ONE = 'READERS through notebooks to acme-lab-reader: SELECT on trials.visits'

test.each<[string, Partial<ReviewPath>[], Partial<ReviewPath>[], string[]]>([
  ['gives more', [], [{}], [`one path of the plan that the files do not give: ${ONE}`]],
  ['gives less', [{}], [], [`one path of the files that the plan does not give: ${ONE}`]],
  ['limits less', [{ rows: 'a = 1' }], [{}], [`one path of the plan with other limits than in the files: ${ONE}`]],
  [
    'gives several more',
    [],
    [{}, { table: 'wards' }],
    [`2 paths of the plan that the files do not give: ${ONE}, for one`],
  ],
  [
    'gives something else',
    [{}],
    [{ group: '*', service: '' }],
    [
      'one path of the plan that the files do not give: * to acme-lab-reader: SELECT on trials.visits',
      `one path of the files that the plan does not give: ${ONE}`,
    ],
  ],
  ['gives the same', [{}], [{ address: 'a', source: { file: 'f', line: 1, column: 1 } }], []],
])('a plan that %s is told', (_, mesh, plan, said) => {
  expect(paths(mesh, plan)).toEqual(said)
})

const fact = (kind: Fact['kind'], subject: string, value: string): Fact => ({ kind, subject, value })

test.each<[string, Fact, Fact | undefined, string]>([
  ['a trust', trustOf('a', [allow('x')]), trustOf('a', [allow('y')]), 'the trust policy of a is'],
  ['a policy', policyOf('a', [allow('x')]), policyOf('a', [allow('y')]), 'the policies of a is'],
  ['a policy that is missing', policyOf('a', [allow('x')]), undefined, 'the policies of a is'],
  ['a bucket', bucketPolicyOf('a', [allow('x')]), bucketPolicyOf('a', []), 'the policy of bucket a is'],
  ['a key', keyPolicyOf('a', [allow('x')]), keyPolicyOf('a', []), 'the policy of key a is'],
  ['a boundary', fact('boundary', 'a', 'b'), fact('boundary', 'a', ''), 'the permissions boundary of a is'],
  ['an administrator', fact('administrator', 'a', ''), undefined, 'Lake Formation administrator a is'],
  ['data', fact('data', 'bucket a', ''), undefined, 'the bucket a is'],
  ['a provider', fact('provider', 'a', 'one'), fact('provider', 'a', 'other'), 'the provider a is'],
])('%s that is another is told, on whichever side', (_, one, other, said) => {
  const others = other ? [other] : []
  for (const [mesh, plan] of [
    [[one], others],
    [others, [one]],
  ] as const)
    expect(differ({ facts: mesh }, { facts: plan })).toEqual([`${said} not what the files say`])
})

test('what files do not say is not held against them', () => {
  const facts = [fact('protection', 'bucket a', 'false')]
  expect(differ({}, { facts })).toEqual([])
})

test('several of a kind are told together', () => {
  const policies = ['c', 'b', 'a'].flatMap((role) => [policyOf(role, [], 'one'), policyOf(role, [], 'two')])
  expect(differ({}, { facts: policies })).toEqual(['the policies of a, b and c are not what the files say'])
})

test('a plan of an environment without files is told, and files without a plan are not', () => {
  const field = sideFrom(labSide({ environment: 'field', paths: [{}] }))
  expect(meshDifferences(sideFrom(labSide({ paths: [{}] })), field)).toEqual([
    {
      rule: 'plan-differs-from-mesh',
      environment: 'field',
      message: 'the plan is of field, of which the files say nothing',
    },
  ])
})

type Providers = TerraformJson['provider']['aws']

/** What is told of the providers of a plan that changes nothing, held against the files. */
function ofProviders(name: string, change: (providers: Providers) => Providers): string[] {
  const stack = stacksOf(GROUND).get(name)!
  const applied: TerraformJson = { ...stack, provider: { ...stack.provider, aws: change(stack.provider.aws) } }
  const text = JSON.stringify(largePlan(applied, applied))
  const { review } = reviewPlans([{ text, what: name }], { levels: {}, mesh: meshSideOf(GROUND).side })
  return review.findings.map((each) => each.message).filter((each) => each.includes('provider.'))
}

test.each(['hub', 'lab'])('providers of %s that are those of the files are no difference', (name) => {
  expect(ofProviders(name, (all) => all)).toEqual([])
})

test.each<[string, (providers: Providers) => Providers, string]>([
  [
    'another role',
    ([own, ...others]) => [{ ...own, assume_role: [{ role_arn: 'arn:aws:iam::111111111111:role/evil' }] }, ...others],
    'provider.aws has another assume_role than the files say',
  ],
  [
    'another Region',
    ([own, ...others]) => [{ ...own, region: 'us-east-1' }, ...others],
    'provider.aws has another region than the files say',
  ],
  [
    'other tags',
    ([own, ...others]) => [{ ...own, default_tags: [{ tags: { a: 'b' } }] }, ...others],
    'provider.aws has another default_tags than the files say',
  ],
  [
    'credentials in the open',
    ([own, ...others]) => [{ ...own, access_key: 'x' }, ...others],
    'provider.aws has another access_key than the files say',
  ],
  [
    'a further provider',
    (all) => [...all, { alias: 'x', region: 'us-east-1' }],
    'provider.aws.x is in the plan, and not in the files',
  ],
])('%s of a plan that changes nothing is told', (_, change, message) => {
  expect(ofProviders('lab', change)).toEqual([message])
})

const block = (address: string, values: ReadResource['values']): Given => {
  const type = address.startsWith('provider.') ? 'provider.aws' : 'terraform.required_providers'
  return { resources: new Map([[address, { address, type, values }]]) }
}
const AWS = 'provider.aws'
const VARIABLE = 'var.credentials.default.file'

test.each<[string, Given, Given, string[]]>([
  ['another Region', block(AWS, { region: 'a' }), block(AWS, { region: 'b' }), ['another region']],
  ['a role less', block(AWS, { assume_role: [{ role_arn: 'a' }] }), block(AWS, {}), ['another assume_role']],
  ['an endpoint more', block(AWS, {}), block(AWS, { endpoints: [{ iam: 'a' }] }), ['another endpoints']],
  [
    'another variable',
    block(AWS, { a: [new Expression('${var.x.y}')] }),
    block(AWS, { a: new Expression('from var.x.z') }),
    ['another a'],
  ],
  [
    'the same variable',
    block(AWS, { a: [new Expression(`\${${VARIABLE}}`)] }),
    block(AWS, { a: new Expression(`what is computed from ${VARIABLE}`) }),
    [],
  ],
  [
    'the same',
    block(AWS, { region: 'a', default_tags: [{ tags: { a: 'b' } }] }),
    block(AWS, { default_tags: [{ tags: { a: 'b' } }], region: 'a' }),
    [],
  ],
])('a provider with %s is held against the files', (_, mesh, plan, said) => {
  expect(differ(mesh, plan)).toEqual(said.map((each) => `provider.aws has ${each} than the files say`))
})

test('a provider of one side only is told, and what a plan does not tell is not', () => {
  const [none, hub] = [{ resources: new Map<string, never>() }, block('provider.aws.hub', {})]
  expect(differ(none, hub)).toEqual(['provider.aws.hub is in the plan, and not in the files'])
  expect(differ(hub, none)).toEqual(['provider.aws.hub is not in the plan'])
  const required = block('terraform.required_providers.aws', { source: 'hashicorp/aws' })
  expect(differ(required, { told: 'providers', ...none })).toEqual([])
  expect(
    differ(required, { told: 'providers', ...block('terraform.required_providers.aws', { source: 'evil/aws' }) }),
  ).toEqual(['terraform.required_providers.aws has another source than the files say'])
  expect(differ(hub, { told: 'none', ...none })).toEqual([])
})
