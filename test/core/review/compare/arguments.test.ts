import type { ReadResource, Values } from '../../../../core/terraform/read/resource'
import { Expression } from '../../../../core/terraform/expression'
import type { FoldedChanges } from '../../../../core/review/types'
import { resource } from '../../../support/review-stack'
import { found, reviewed, type Given } from '../../../support/review-sides'

const NONE = { tags: 0, descriptions: 0, metadata: 0, others: 0 }
const given = (...all: readonly ReadResource[]): Given => ({
  resources: new Map(all.map((each) => [each.address, each])),
})
const change = (type: string, was: Values | undefined, is: Values | undefined, form?: 'files'): string[] =>
  found(was ? given(resource(type, 'x', was)) : {}, {
    ...(is ? given(resource(type, 'x', is)) : {}),
    ...(form && { form }),
  })

test.each<[string, Values, Values, string]>([
  ['aws_kms_key', { is_enabled: true }, { is_enabled: false }, 'data-expires'],
  ['aws_kms_key', { deletion_window_in_days: 30 }, { deletion_window_in_days: 7 }, 'data-expires'],
  ['aws_s3_bucket_lifecycle_configuration', { rule: [] }, { rule: [{ expiration: [{ days: 1 }] }] }, 'data-expires'],
  ['aws_glue_catalog_database', { location_uri: 's3://a/' }, { location_uri: 's3://b/' }, 'data-moved'],
  ['aws_athena_workgroup', { state: 'ENABLED' }, { state: 'DISABLED' }, 'workgroup-changed'],
  ['aws_dynamodb_table', { deletion_protection_enabled: true }, {}, 'protection-removed'],
  ['aws_iam_role', { tags: { team: 'a' } }, { tags: { team: 'b' } }, 'policy-widened'],
  ['aws_glue_catalog_table', { provider: 'aws' }, { provider: 'aws.other' }, 'data-moved'],
])('%s from %j to %j is told', (type, was, is, rule) => {
  const [argument = ''] = Object.keys({ ...was, ...is })
  expect(change(type, was, is)).toEqual([`${rule}: ${type}.x has another ${argument} than before`])
})

test.each<[string, Values, Values]>([
  ['aws_kms_key', { description: 'a', tags: { a: 'b' } }, { description: 'b' }],
  ['aws_s3_bucket_lifecycle_configuration', { rule: [], tags: null }, { rule: null }],
  ['aws_athena_workgroup', { configuration: { a: 1, b: '' } }, { configuration: { b: null, a: 1 } }],
  ['aws_sqs_queue_policy', { policy: '{"a":1,"b":2}' }, { policy: '{ "b": 2, "a": 1 }' }],
])('%s from %j to %j says the same', (type, was, is) => {
  expect(change(type, was, is)).toEqual([])
})

describe('what hooks run on', () => {
  const hook = (code: string): Values => ({ source_code_hash: code })
  const HOOKS = ['hooks-changed: aws_lambda_function.x changes what signs people in, or follows events']

  test.each<[string, Values | undefined, Values | undefined]>([
    ['changes', hook('a'), hook('b')],
    ['comes', undefined, hook('a')],
    ['goes', hook('a'), undefined],
    ['is computed from something else', { role: new Expression('${a.b.c}') }, { role: new Expression('${a.b.d}') }],
  ])('is told where it %s', (_, was, is) => {
    expect(change('aws_lambda_function', was, is)).toEqual(HOOKS)
  })

  test('is not known of files', () => {
    expect(change('aws_lambda_function', hook('a'), hook('b'), 'files')).toEqual([])
  })

  test('may have been changed by the provider', () => {
    expect(change('aws_lambda_function', { last_modified: 'a' }, { last_modified: 'b' })).toEqual([])
  })
})

test.each<[string, Values | undefined, Values | undefined]>([
  ['comes', undefined, { user_pool_id: 'a' }],
  ['goes', { user_pool_id: 'a' }, undefined],
])('a directory of people is told where it %s', (_, was, is) => {
  expect(change('aws_cognito_identity_provider', was, is)).toEqual([
    'pool-changed: aws_cognito_identity_provider.x changes who is in a directory, or what a session is told of them',
  ])
})

test('a directory of people is told', () => {
  const type = 'aws_cognito_identity_pool_provider_principal_tag'
  const tags = (claim: string): Values => ({ principal_tags: { GroupHash: claim } })
  expect(change(type, tags('custom:codes'), tags('custom:anything'))).toEqual([
    `pool-changed: ${type}.x changes who is in a directory, or what a session is told of them`,
  ])
})

test('a rule that deletes data is told where it comes to a bucket that had none', () => {
  expect(change('aws_s3_bucket_lifecycle_configuration', undefined, { rule: [{ id: 'x' }] })).toEqual([
    'data-expires: aws_s3_bucket_lifecycle_configuration.x is new',
  ])
})

test('what nobody knows is told where it goes', () => {
  expect(change('random_id', { byte_length: 1 }, undefined)).toEqual([
    'not-analysed: random_id.x goes, and is of a type that Trustloom does not render',
  ])
})

test('what a state repeats of another resource is told where that is missing', () => {
  const bucket = (versioning: Values[string]): ReadResource =>
    resource('aws_s3_bucket', 'x', { bucket: 'b', versioning })
  const other = (name: string): ReadResource => resource('aws_s3_bucket_versioning', 'x', { bucket: name })
  const said = (more: readonly ReadResource[]): string[] =>
    found(given(bucket([]), ...more), given(bucket([{ enabled: true }]), ...more))
  expect(said([other('b')])).toEqual([])
  expect(said([other('c')])).toEqual(['bucket-opened: aws_s3_bucket.x has another versioning than before'])
})

describe('what decides nothing', () => {
  const folded = (before: readonly ReadResource[], after: readonly ReadResource[]): FoldedChanges =>
    reviewed(given(...before), given(...after)).folded
  const key = (name: string, values: Values = {}): ReadResource => resource('aws_kms_key', name, values)
  const provider = (metadata: string, tags: Values = {}): ReadResource =>
    resource('aws_iam_saml_provider', 'c', { saml_metadata_document: metadata, tags })

  test('is counted by what changes of it, each resource once', () => {
    const before = [key('a'), key('b'), provider('x'), key('d'), key('e')]
    const after = [
      key('a', { tags: { a: 'x' } }),
      key('b', { tags: { a: 'x' }, description: 'x' }),
      provider('y', { a: 'x' }),
      key('d', { description: 'x' }),
      key('e', { timeouts: { create: '1h' } }),
    ]
    expect(folded(before, after)).toEqual({ tags: 1, descriptions: 2, metadata: 1, others: 1 })
  })

  test('is not counted where the resource comes or goes', () => {
    expect(folded([key('a')], [key('b', { tags: { a: 'x' } })])).toEqual(NONE)
  })

  test('is no risk', () => {
    const changes = reviewed(given(key('a')), given(key('a', { description: 'x' })))
    expect(changes).toMatchObject({ risk: 'none', findings: [] })
    expect(changes.environments.filter((each) => each.changed)).toEqual([])
  })
})
