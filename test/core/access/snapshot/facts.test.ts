import { serviceTrust } from '../../../../core/policy/trust'
import type { Values } from '../../../../core/terraform/read/resource'
import { bucketOpeners } from '../../../../core/access/snapshot/bucket-openers'
import { bucketPolicyFacts, keyFacts } from '../../../../core/access/snapshot/key-facts'
import { lakeFacts } from '../../../../core/access/snapshot/lake-facts'
import { providerFacts } from '../../../../core/access/snapshot/provider-facts'
import { storageFacts } from '../../../../core/access/snapshot/storage-facts'
import type { Statement } from '../../../../core/policy/document'
import { Expression } from '../../../../core/terraform/expression'
import { iam } from '../../policy/services'
import { metadata } from '../../../review/pair'
import { names, policy, resource, roleArnOf } from '../../../support/review-stack'

const computed = new Expression('${local.x}')
const TEXT = JSON.stringify(serviceTrust('glue.amazonaws.com'))

describe('keys', () => {
  const key = (values: Values = {}, name = 'k') => resource('aws_kms_key', name, { policy: TEXT, ...values })
  const alias = (name: string, target_key_id: Values[string]) =>
    resource('aws_kms_alias', name, { name: `alias/${name}`, target_key_id })
  const subjects = (...all: Parameters<typeof keyFacts>[0]) => [
    ...new Set(
      keyFacts(all)
        .facts.filter((each) => each.kind === 'key-policy')
        .map((each) => each.subject),
    ),
  ]

  test('are called by their aliases, whether those refer to them or know their id', () => {
    expect(subjects(key(), alias('a', new Expression('${aws_kms_key.k.key_id}')))).toEqual(['alias/a'])
    expect(subjects(key({ key_id: 'id' }), alias('b', 'id'), alias('a', 'id'))).toEqual(['alias/a and alias/b'])
    expect(subjects(key({ key_id: 'id' }), alias('a', 'another'))).toEqual(['aws_kms_key.k'])
  })

  test('are told where nobody knows who may use them', () => {
    const { faults, facts } = keyFacts([key({ policy: computed }), key({ policy: undefined as never }, 'l')])
    expect([...faults.keys()]).toEqual(['aws_kms_key.k', 'aws_kms_key.l'])
    expect(facts.filter((each) => each.kind === 'data')).toHaveLength(2)
  })

  test.each([
    [true, 'true'],
    [false, 'false'],
    [null, 'false'],
  ])('rotate, or not: %s', (enable_key_rotation, value) => {
    expect(keyFacts([key({ enable_key_rotation })]).facts).toContainEqual(
      expect.objectContaining({ kind: 'protection', name: 'rotation', value }),
    )
  })
})

describe('the policy of a bucket', () => {
  const own = resource('aws_s3_bucket', 'b', { bucket: 'b', policy: TEXT })
  const beside = resource('aws_s3_bucket_policy', 'p', { bucket: 'b', policy: TEXT })
  const addresses = (...all: Parameters<typeof bucketPolicyFacts>[0]) =>
    bucketPolicyFacts(all).facts.map((each) => `${each.subject} ${each.address}`)

  test.each([
    ['of its own', [beside], ['b aws_s3_bucket_policy.p']],
    ['in the bucket', [own], ['b aws_s3_bucket.b']],
    ['that a state has twice', [own, beside], ['b aws_s3_bucket_policy.p']],
    ['that is none', [resource('aws_s3_bucket', 'b', { bucket: 'b', policy: '' })], []],
  ])('%s', (_, all, expected) => {
    expect(addresses(...all)).toEqual(expected)
  })

  test.each<[string, Values]>([
    ['text', { bucket: 'b', policy: computed }],
    ['bucket', { bucket: computed, policy: TEXT }],
  ])('is told where its %s is computed', (_, values) => {
    expect(bucketPolicyFacts([resource('aws_s3_bucket_policy', 'p', values)]).faults.size).toBe(1)
  })
})

describe('a bucket’s policy lets in', () => {
  const opens = (more: Partial<Statement>): [string, readonly string[]][] => [
    ...bucketOpeners(policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'x', ...more })),
  ]
  const GET = ['s3:GetObject']
  test.each<[string, Partial<Statement>, [string, readonly string[]][]]>([
    ['a role', { Principal: { AWS: roleArnOf('a') } }, [[roleArnOf('a'), GET]]],
    ['everybody', { Principal: '*', Action: 's3:*' }, [['*', ['s3:DeleteObject', 's3:GetObject', 's3:PutObject']]]],
    ['everybody but some', { NotPrincipal: { AWS: roleArnOf('a') } }, [['*', GET]]],
    [
      'somebody by all actions but some',
      { Principal: { AWS: 'x' }, NotAction: ['s3:Put*', 's3:Delete*'] },
      [['x', GET]],
    ],
    ['a user of S3', { Principal: { CanonicalUser: 'c' } }, [['c', GET]]],
    ['no service', { Principal: { Service: 'logging.s3.amazonaws.com' } }, []],
    ['nobody by what is about no objects', { Principal: '*', Action: 's3:ListBucket' }, []],
    ['nobody by a Deny', { Effect: 'Deny', Principal: '*' }, []],
  ])('%s', (_, more, expected) => {
    expect(opens(more)).toEqual(expected)
  })
})

describe('Lake Formation', () => {
  const settings = (values: Values) => lakeFacts(resource('aws_lakeformation_data_lake_settings', 's', values))

  test('is administered by whom it says', () => {
    const { facts, faults } = settings({ admins: [roleArnOf('a')], read_only_admins: [roleArnOf('b')] })
    expect(facts.map((each) => `${each.subject} ${each.name}`)).toEqual([
      `${roleArnOf('a')} administers Lake Formation`,
      `${roleArnOf('b')} reads all of Lake Formation`,
    ])
    expect(faults).toEqual([])
  })

  test.each([[computed], [[computed, roleArnOf('a')]]])(
    'is administered by somebody whom an apply tells: %#',
    (admins) => {
      expect(settings({ admins: admins as Values[string] }).facts.map((each) => each.subject)).toContain(
        'known after apply',
      )
    },
  )

  const opened = [{ principal: 'IAM_ALLOWED_PRINCIPALS', permissions: ['ALL'] }]
  test.each<[string, string, Values, string[]]>([
    ['databases', 'data_lake_settings', { create_database_default_permissions: opened }, ['iam-allowed-principals']],
    ['tables', 'data_lake_settings', { create_table_default_permissions: opened }, ['iam-allowed-principals']],
    ['nothing', 'data_lake_settings', { create_table_default_permissions: [{ permissions: [] }] }, []],
    ['other engines', 'data_lake_settings', { allow_external_data_filtering: true }, ['lake-formation-bypassed']],
    ['all engines', 'data_lake_settings', { allow_full_table_external_data_access: true }, ['lake-formation-bypassed']],
    ['IAM', 'resource', { hybrid_access_enabled: true }, ['lake-formation-bypassed']],
    ['privileges', 'resource', { with_privileged_access: true }, ['lake-formation-bypassed']],
    ['a role', 'resource', { role_arn: roleArnOf('a') }, []],
  ])('is passed by for %s', (_, type, values, rules) => {
    expect(lakeFacts(resource(`aws_lakeformation_${type}`, 'x', values)).faults.map((each) => each.rule)).toEqual(rules)
  })

  test('is passed by where a database opens its new tables', () => {
    const database = (create_table_default_permission: Values[string]) =>
      lakeFacts(resource('aws_glue_catalog_database', 'd', { name: 'd', create_table_default_permission })).faults
    expect(database([{ permissions: ['ALL'], principal: [{}] }]).map((each) => each.rule)).toEqual([
      'iam-allowed-principals',
    ])
    expect(database([])).toEqual([])
    expect(database([{ permissions: [], principal: [] }])).toEqual([])
  })
})

describe('a provider', () => {
  const saml = (metadata: Values[string]) =>
    providerFacts(resource('aws_iam_saml_provider', 'p', { name: 'p', saml_metadata_document: metadata }), names())

  test.each([
    ['<a entityID="https://idp"/>', 'https://idp'],
    ["<a entityID = 'https://idp'/>", 'https://idp'],
    ['<!-- entityID="https://old" --><a entityID="https://idp"/>', 'https://idp'],
  ])('stands for the entity of %s', (metadata, entity) => {
    expect(saml(metadata)[0]).toMatchObject({ kind: 'provider', subject: iam('saml-provider/p'), value: entity })
  })

  test('that cannot be read is another with each change', () => {
    const [one, other] = ['<a/>', '<b/>'].map((each) => saml(each)[0]?.value)
    expect(one).not.toBe(other)
  })

  test('has its signing certificates, and where people sign in', () => {
    const facts = saml(metadata('databricks')).map(({ kind, name, value }) => [kind, name ?? '', value])
    expect(facts).toEqual([
      ['provider', '', expect.stringContaining('http')],
      ['sign-in', '', expect.stringMatching(/^https:/)],
      [
        'certificate',
        expect.stringMatching(/^[0-9A-F]{2}(?::[0-9A-F]{2}){31}$/),
        expect.stringMatching(/valid until \d{4}-/),
      ],
    ])
  })

  test('stands for an issuer', () => {
    const oidc = resource('aws_iam_openid_connect_provider', 'p', { url: 'https://id.example.org/a' })
    expect(providerFacts(oidc, names())).toMatchObject([
      { subject: iam('oidc-provider/id.example.org/a'), value: 'id.example.org/a' },
    ])
    expect(providerFacts(resource('aws_iam_role', 'r', {}), names())).toEqual([])
  })
})

describe('what protects data', () => {
  const said = (type: string, values: Values): string[] =>
    storageFacts(resource(type, 'x', { bucket: 'b', ...values })).map(
      (each) => `${each.name ?? each.subject}: ${each.value}`,
    )
  const BLOCK = {
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  }

  test.each<[string, Values, string]>([
    ['aws_s3_bucket', {}, 'against destruction: true'],
    ['aws_s3_bucket', { force_destroy: true }, 'against destruction: false'],
    ['aws_s3_bucket_public_access_block', BLOCK, 'public access block: true'],
    ['aws_s3_bucket_public_access_block', { ...BLOCK, block_public_policy: false }, 'public access block: false'],
    ['aws_s3_bucket_public_access_block', {}, 'public access block: false'],
    ['aws_s3_bucket_ownership_controls', { rule: [{ object_ownership: 'ObjectWriter' }] }, 'ownership: ObjectWriter'],
    ['aws_s3_bucket_versioning', { versioning_configuration: [{ status: 'Suspended' }] }, 'versioning: Suspended'],
    [
      'aws_s3_bucket_server_side_encryption_configuration',
      { rule: [{ apply_server_side_encryption_by_default: [{ sse_algorithm: 'AES256' }] }] },
      'encryption: AES256',
    ],
    ['aws_glue_catalog_table', { database_name: 'd', name: 't' }, 'table d.t: '],
    ['aws_dynamodb_table', { name: 't' }, 'entitlement table t: '],
  ])('%s %j', (type, values, fact) => {
    expect(said(type, values)).toContain(fact)
  })

  test('is nothing of other resources', () => {
    expect(said('aws_vpc', {})).toEqual([])
  })
})
