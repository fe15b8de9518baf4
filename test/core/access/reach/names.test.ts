import { namesOf } from '../../../../core/access/reach/names'
import type { ReadResource } from '../../../../core/terraform/read/resource'
import type { ReadStack } from '../../../../core/terraform/read/stack'
import { Expression } from '../../../../core/terraform/expression'
import { names, resource } from '../../../support/review-stack'

const stack = (changes: Partial<ReadStack>, ...resources: readonly ReadResource[]): ReadStack => ({
  output: names(),
  account: undefined,
  region: undefined,
  resources,
  faults: new Map(),
  ...changes,
})
const where = (of: ReadStack): unknown[] => {
  const { account, region, partition } = namesOf(of) ?? {}
  return [account, region, partition]
}
const role = (arn: string | Expression): ReadResource => resource('aws_iam_role', 'r', { arn })
const key = (region: string): ReadResource => resource('aws_kms_key', 'k', { arn: `arn:aws:kms:${region}:1:key/k` })

test('a stack that does not say what it is has no names', () => {
  expect(namesOf(stack({ output: undefined }))).toBeUndefined()
})

test.each<[string, ReadStack, unknown[]]>([
  ['its provider says', stack({ account: '1', region: 'cn-north-1' }), ['1', 'cn-north-1', 'aws-cn']],
  [
    'its resources say',
    stack({}, role('arn:aws-us-gov:iam::222222222222:role/r'), key('us-gov-west-1')),
    ['222222222222', 'us-gov-west-1', 'aws-us-gov'],
  ],
  [
    'a grant says',
    stack({}, resource('aws_lakeformation_permissions', 'g', { principal: 'arn:aws-cn:iam::222222222222:role/r' })),
    ['222222222222', '', 'aws-cn'],
  ],
  ['nothing says', stack({}, role(new Expression('${x.y.z}'))), ['', '', 'aws']],
  ['a user does not say', stack({}, role('arn:aws-cn:iam::222222222222:user/r')), ['', '', 'aws']],
])('a stack is where %s', (_, of, expected) => {
  expect(where(of)).toEqual(expected)
})
