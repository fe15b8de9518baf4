import type { Values } from '../../../../core/terraform/read/resource'
import { Expression } from '../../../../core/terraform/expression'
import { notUnderstood } from '../../../../core/access/snapshot/arguments'
import { resource } from '../../../support/review-stack'

const why = (type: string, values: Values = {}): string | undefined =>
  notUnderstood(resource(type, 'x', values))?.reason
const OTHER_TYPE = 'is of a type that Trustloom does not render'

test.each([
  'aws_iam_policy',
  'aws_iam_role_policy_attachment',
  'aws_iam_user',
  'aws_iam_instance_profile',
  'aws_lakeformation_resource_lf_tags',
  'aws_lakeformation_opt_in',
  'aws_glue_resource_policy',
  'aws_kms_grant',
  'aws_kms_key_policy',
  'aws_s3_access_point',
  'aws_s3_bucket_acl',
  'aws_s3_bucket_replication_configuration',
  'aws_s3control_access_grant',
  'aws_ram_resource_share',
  'aws_cognito_identity_pool_roles_attachment',
  'aws_ssoadmin_account_assignment',
  'aws_cloudformation_stack',
  'aws_redshift_cluster',
  'awscc_iam_role',
  'aws_vpc',
  'aws_sagemaker_notebook_instance',
  'random_id',
  'google_storage_bucket',
  'null_resource',
])('%s may decide about access, and is in no table', (type) => {
  expect(why(type)).toBe(OTHER_TYPE)
})

test.each(['aws_sns_topic', 'aws_lambda_function', 'aws_kms_key', 'aws_iam_role'])('%s is understood', (type) => {
  expect(why(type)).toBeUndefined()
})

describe('an argument that Trustloom does not render', () => {
  test.each<[string, string, Values]>([
    ['of settings', 'aws_lakeformation_data_lake_settings', { trusted_resource_owners: ['222222222222'] }],
    ['of a grant', 'aws_lakeformation_permissions', { condition: [{ expression: 'true' }] }],
    ['of a location', 'aws_lakeformation_resource', { hybrid: true }],
    ['of a role’s policy', 'aws_iam_role_policy', { other: new Expression('${x.y.z}') }],
  ])('is told: %s', (_, type, values) => {
    expect(why(type, values)).toBe(`has ${Object.keys(values).join()}, which Trustloom does not render`)
  })

  test('is told with all others', () => {
    expect(why('aws_iam_role', { z: 'x', a: 1, name: 'r' })).toBe('has a, z, which Trustloom does not render')
  })

  test.each([null, false, '', [], {}])('is none where it says nothing: %j', (value) => {
    expect(why('aws_iam_role', { other: value })).toBeUndefined()
  })

  test('is none where every resource may have it', () => {
    expect(why('aws_iam_role', { tags: { a: 'b' }, tags_all: { a: 'b' }, id: 'r', description: 'x' })).toBeUndefined()
  })
})

test.each<[string, Values, string | undefined]>([
  ['a public list', { bucket: 'b', acl: 'public-read' }, 'has acl, which Trustloom does not render'],
  [
    'a copy elsewhere',
    { bucket: 'b', replication_configuration: [{ role: 'r' }] },
    'has replication_configuration, which Trustloom does not render',
  ],
  [
    'what AWS says of every bucket',
    { bucket: 'b', acl: 'private', grant: [{ type: 'CanonicalUser' }], replication_configuration: [] },
    undefined,
  ],
])('a bucket with %s', (_, values, says) => {
  expect(why('aws_s3_bucket', values)).toBe(says)
})

test('another value of what is not understood is another digest', () => {
  const value = (type: string, values: Values): string | undefined => notUnderstood(resource(type, 'x', values))?.value
  expect(value('random_id', { a: 1 })).toBe(value('random_id', { a: 1, b: null }))
  expect(value('random_id', { a: 1 })).not.toBe(value('random_id', { a: 2 }))
  expect(value('aws_iam_role', { other: 1 })).not.toBe(value('aws_iam_role', { other: 2 }))
  expect(value('aws_iam_role', { other: 1, path: '/a/' })).toBe(value('aws_iam_role', { other: 1, path: '/b/' }))
})
