import { Expression } from '../../../../core/terraform/expression'
import { planBlocks, stackBlocks, tells } from '../../../../core/terraform/read/blocks'
import { found } from '../../../support/review-sides'
import type { Values } from '../../../../core/terraform/read/resource'

const AWS: Values = { region: 'eu-central-1', allowed_account_ids: ['111111111111'] }
const STACK: Values = {
  provider: { aws: [AWS, { ...AWS, alias: 'hub' }] },
  terraform: {
    backend: { s3: { bucket: 'states', key: 'lab.tfstate' } },
    required_providers: { aws: { source: 'hashicorp/aws', version: '>= 5.100.0' } },
  },
  output: { trustloom: { value: {} }, other: { value: 'a' } },
  variable: { a: { type: 'string' } },
  import: [{ to: 'aws_x.y', id: 'z' }],
}
const side = (beside: Values) => {
  const { told, all } = stackBlocks(beside)
  return { told, resources: new Map(all.map((each) => [each.address, each])) }
}
const change = (changes: Values): string[] => found(side(STACK), side({ ...STACK, ...changes }))

test('every block is read, each under an address of its own', () => {
  expect(stackBlocks(STACK).all.map((each) => each.address)).toEqual([
    'provider.aws',
    'provider.aws.hub',
    'terraform.backend',
    'terraform.required_providers.aws',
    'output.trustloom',
    'output.other',
    'variable.a',
    'import.aws_x.y',
  ])
})

test.each<[string, Values, string]>([
  [
    'another account',
    {
      provider: {
        aws: [
          { ...AWS, allowed_account_ids: ['9'] },
          { ...AWS, alias: 'hub' },
        ],
      },
    },
    'stack-changed: provider.aws has another allowed_account_ids than before',
  ],
  [
    'another role',
    {
      provider: {
        aws: [
          { ...AWS, assume_role: [{ role_arn: 'r' }] },
          { ...AWS, alias: 'hub' },
        ],
      },
    },
    'stack-changed: provider.aws has another assume_role than before',
  ],
  [
    'another Region',
    {
      provider: {
        aws: [
          { ...AWS, region: 'us-east-1' },
          { ...AWS, alias: 'hub' },
        ],
      },
    },
    'data-moved: provider.aws has another region than before',
  ],
  [
    'another state',
    { terraform: { ...(STACK.terraform as Values), backend: { s3: { bucket: 'evil', key: 'lab.tfstate' } } } },
    'stack-changed: terraform.backend has another s3 than before',
  ],
  [
    'another source',
    {
      terraform: {
        ...(STACK.terraform as Values),
        required_providers: { aws: { source: 'evil/aws', version: '>= 5.100.0' } },
      },
    },
    'stack-changed: terraform.required_providers.aws has another source than before',
  ],
  [
    'a further provider',
    {
      terraform: {
        ...(STACK.terraform as Values),
        required_providers: {
          aws: { source: 'hashicorp/aws', version: '>= 5.100.0' },
          null: { source: 'hashicorp/null' },
        },
      },
    },
    'stack-changed: terraform.required_providers.null is new',
  ],
  [
    'a further import',
    {
      import: [
        { to: 'aws_x.y', id: 'z' },
        { to: 'aws_x.a', id: 'b' },
      ],
    },
    'configuration-changed: import.aws_x.a is new',
  ],
])('%s is told', (_, changes, says) => {
  expect(change(changes)).toEqual([says])
})

test('where local state lies is of a machine', () => {
  const local = (path: string): Values => ({ terraform: { backend: { local: { path } } } })
  expect(found(side(local('a')), side(local('b')))).toEqual([])
})

test('a plan tells its providers, and says nothing of its backend', () => {
  const blocks = planBlocks({
    configuration: {
      provider_config: {
        aws: {
          name: 'aws',
          full_name: 'registry.terraform.io/hashicorp/aws',
          expressions: { region: { constant_value: 'eu-central-1' } },
        },
        evil: { name: 'aws', alias: 'evil', full_name: 'registry.terraform.io/evil/aws' },
      },
      root_module: {
        resources: [{ address: 'data.external.x', mode: 'data', expressions: { program: { constant_value: ['sh'] } } }],
      },
    },
  })
  expect(blocks.all.map((each) => [each.address, each.type])).toEqual([
    ['provider.aws', 'provider.aws'],
    ['provider.aws.evil', 'provider.aws'],
    ['data.external.x', 'block.data'],
  ])
  expect(blocks.all[1]?.values.source).toBe('registry.terraform.io/evil/aws')
  expect([tells(blocks.told, 'provider.aws'), tells(blocks.told, 'terraform.backend')]).toEqual([true, false])
})

test('what is within a block of a provider is read, and what is computed stays an expression', () => {
  const { all } = planBlocks({
    configuration: {
      provider_config: {
        aws: {
          name: 'aws',
          expressions: {
            assume_role: [{ role_arn: { constant_value: 'r' }, session_name: { references: ['var.x'] } }],
            default_tags: [{ tags: { constant_value: { a: 'b' } } }],
          },
        },
      },
    },
  })
  expect(all.map((each) => each.values)).toEqual([
    {
      assume_role: [{ role_arn: 'r', session_name: new Expression('what is computed from var.x') }],
      default_tags: [{ tags: { a: 'b' } }],
    },
  ])
})

test('what is written in no form of a configuration is no less than computed', () => {
  const aws = { name: 'aws', expressions: { region: 'eu-west-1', endpoints: [7], alias_of: null } }
  const [provider] = planBlocks({ configuration: { provider_config: { aws } } }).all
  const unknown = new Expression('a computed block')
  expect(provider?.values).toEqual({ region: unknown, endpoints: [unknown], alias_of: unknown })
})

test('a provider of a module is not taken for that of the stack', () => {
  const own = { name: 'aws', expressions: { region: { constant_value: 'a' } } }
  const { all } = planBlocks({
    configuration: { provider_config: { aws: own, 'module.m:aws': { ...own, module_address: 'module.m' } } },
  })
  expect(all.map((each) => each.address)).toEqual(['provider.aws', 'module.m.provider.aws'])
})
