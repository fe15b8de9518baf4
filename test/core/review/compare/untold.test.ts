import type { ReadResource, Values } from '../../../../core/terraform/read/resource'
import { found } from '../../../support/review-sides'

const side = (...resources: readonly ReadResource[]) => ({
  resources: new Map(resources.map((each) => [each.address, each])),
})
const one = (type: string, values: Values, name = 'x'): ReadResource => ({ address: `${type}.${name}`, type, values })
const change = (before: readonly ReadResource[], after: readonly ReadResource[]): string[] =>
  found(side(...before), side(...after))

test.each<[string, string, Values, Values, string]>([
  ['a row', 'aws_dynamodb_table_item', { table_name: 'a' }, { table_name: 'b' }, 'row-changed: has another table_name'],
  [
    'the path of a role',
    'aws_iam_role',
    { name: 'r', path: '/a/' },
    { name: 'r', path: '/b/' },
    'trust-changed: has another path',
  ],
  [
    'an output',
    'output.trustloom',
    { value: { a: 1 } },
    { value: { a: 2 } },
    'configuration-changed: has another value',
  ],
])('%s that differs is told where nothing else is', (_, type, before, after, told) => {
  const [rule, says] = told.split(': ')
  expect(change([one(type, before)], [one(type, after)])).toEqual([`${rule}: ${type}.x ${says} than before`])
})

test('what is understood and goes is told', () => {
  expect(change([one('aws_kms_alias', { name: 'alias/a' })], [])).toEqual([
    'resource-gone: aws_kms_alias.x is no longer there',
  ])
})

test.each<[string, readonly ReadResource[], readonly ReadResource[]]>([
  ['moves', [one('aws_kms_alias', { name: 'a' }, 'x')], [one('aws_kms_alias', { name: 'a' }, 'y')]],
  [
    'lists the same in another order',
    [one('aws_iam_role_policies_exclusive', { policy_names: ['a', 'b'] })],
    [one('aws_iam_role_policies_exclusive', { policy_names: ['b', 'a'] })],
  ],
  [
    'is repeated of a policy that is there already',
    [one('aws_iam_role', { name: 'r' }), one('aws_iam_role_policy', { role: 'r', name: 'p' })],
    [
      one('aws_iam_role', { name: 'r', inline_policy: [{ name: 'p' }] }),
      one('aws_iam_role_policy', { role: 'r', name: 'p' }),
    ],
  ],
  ['is described', [one('aws_iam_role', { name: 'r' })], [one('aws_iam_role', { name: 'r', description: 'd' })]],
])('nothing is told of what %s', (_, before, after) => {
  expect(change(before, after)).toEqual([])
})
