import { App } from 'cdktf'
import { Construct } from 'constructs'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AccessRole } from '../../constructs/access-role'
import { CatalogTable } from '../../constructs/catalog-table'
import { CognitoProvider } from '../../constructs/cognito-provider'
import { DataLakeSettings } from '../../constructs/data-lake-settings'
import { EntitlementTable } from '../../constructs/entitlement-table'
import { LakeFormationGrants } from '../../constructs/lake-formation-grants'
import { MeshStack, type MeshStackProps } from '../../constructs/mesh-stack'
import { PersonaRole } from '../../constructs/persona-role'
import { renderStack } from '../../constructs/render'
import { ShareRole } from '../../constructs/share-role'
import type { PolicyDocument } from '../../core/policy/document'
import type { TrustProps } from '../../core/policy/trust'
import type { TerraformJson } from '../support/mesh'

const props: MeshStackProps = {
  mesh: 'acme',
  account: '111111111111',
  region: 'eu-central-1',
  backend: { type: 'local', folder: '..' },
}
const policy: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:ListBucket', Resource: '*' }],
}
const trust: TrustProps = {
  partition: 'aws',
  region: 'eu-central-1',
  services: [
    {
      name: 'lab',
      protocol: 'saml',
      provider: 'arn:aws:iam::111111111111:saml-provider/lab',
      audience: 'https://signin.aws.amazon.com/saml',
    },
  ],
  codes: ['HFAt', 'mTKM'],
  sourceIdentity: '*@example.com',
}

function render(make: (stack: MeshStack) => void): TerraformJson['resource'] {
  const json = renderStack((root) => {
    const stack = new MeshStack(root, 'test', props)
    make(stack)
    return stack
  })
  return (json as TerraformJson).resource
}

const parse = (text: unknown): PolicyDocument => JSON.parse(String(text).replaceAll('$${', '${')) as PolicyDocument

test('a persona role trusts every code of its groups, a share role one', () => {
  const roles = render((stack) => {
    new PersonaRole(stack, 'reader', {
      name: 'reader',
      path: '/acme/',
      persona: 'reader',
      policies: { policy },
      trust,
      sessionHours: 12,
    })
    new ShareRole(stack, 'share', { name: 'share', path: '/acme/', policies: {}, trust: { ...trust, code: 'HFAt' } })
  }).aws_iam_role
  const codes = (role: string): unknown =>
    parse(roles?.[role]?.assume_role_policy).Statement[0]?.Condition?.StringLike?.['aws:RequestTag/GroupHash']
  expect(codes('reader')).toEqual(['*.HFAt.*', '*.mTKM.*'])
  expect(codes('share')).toEqual(['*.HFAt.*'])
  expect([roles?.reader?.max_session_duration, roles?.share?.max_session_duration]).toEqual([43200, 3600])
})

test('two resources of one address are refused, because Terraform would keep the last', () => {
  const twice = (stack: MeshStack): void => {
    new AccessRole(stack, 'role', { name: 'one', path: '/', description: '', trust: policy, policies: {} })
    new AccessRole(new Construct(stack, 'elsewhere'), 'role', {
      name: 'two',
      path: '/',
      description: '',
      trust: policy,
      policies: {},
    })
  }
  expect(() => render(twice)).toThrow('two resources have the address aws_iam_role.role')
})

test('a limited grant is a filter named after the role, and SELECT on it', () => {
  const resources = render((stack) => {
    const { role } = new AccessRole(stack, 'role', {
      name: 'reader',
      path: '/',
      description: '',
      trust: policy,
      policies: {},
    })
    const lake = new DataLakeSettings(stack, 'lake', {
      account: props.account,
      administrators: ['arn:aws:iam::111111111111:role/terraform'],
    })
    const holder = { key: 'role', name: 'reader', arn: 'arn:aws:iam::111111111111:role/reader', role }
    const on = { holder, dataset: 'trials', database: 'lab_trials', permissions: [], dependsOn: [] }
    const tables = [
      { ...on, table: 'rows', limit: { columns: null, rows: "country = 'DK'" } },
      { ...on, table: 'columns', limit: { columns: ['a', 'b'], rows: null } },
      { ...on, table: 'whole', permissions: ['SELECT', 'DESCRIBE'], grantable: true },
    ]
    new LakeFormationGrants(stack, 'grants', {
      account: props.account,
      settings: lake.settings,
      databases: [],
      locations: [],
      tables,
    })
  })
  const filter = (table: string): unknown =>
    resources.aws_lakeformation_data_cells_filter?.[`role__trials__${table}`]?.table_data
  expect(filter('rows')).toEqual([
    expect.objectContaining({
      name: 'reader',
      column_wildcard: [{ excluded_column_names: [] }],
      row_filter: [{ filter_expression: "country = 'DK'" }],
    }),
  ])
  expect(filter('columns')).toEqual([
    expect.objectContaining({ column_names: ['a', 'b'], row_filter: [{ all_rows_wildcard: [{}] }] }),
  ])
  const grants = resources.aws_lakeformation_permissions
  expect(grants?.cells__role__trials__rows).toMatchObject({
    permissions: ['SELECT'],
    data_cells_filter: { name: 'reader', table_name: 'rows' },
  })
  expect(grants?.role__trials__whole).toMatchObject({
    permissions: ['DESCRIBE', 'SELECT'],
    permissions_with_grant_option: ['DESCRIBE', 'SELECT'],
  })
  expect(grants).not.toHaveProperty('role__trials__rows')
})

test.each([
  ['parquet', 'ParquetHiveSerDe'],
  ['orc', 'OrcSerde'],
  ['json', 'JsonSerDe'],
  ['csv', 'LazySimpleSerDe'],
  ['avro', 'AvroSerDe'],
] as const)('a table of %s files is read with %s', (format, serde) => {
  const columns = { id: 'string', amount: 'decimal(10,2)', tags: 'array<struct<key:string,value:int>>' }
  const { aws_glue_catalog_table: tables } = render((stack) => {
    new CatalogTable(stack, 'table', {
      database: 'db',
      table: 'orders',
      bucket: 'bucket',
      format,
      columns,
      partitions: { year: 'int' },
    })
  })
  expect(tables?.table).toMatchObject({
    storage_descriptor: {
      location: 's3://bucket/orders/',
      ser_de_info: { serialization_library: expect.stringMatching(`${serde}$`) as string },
    },
    partition_keys: [{ name: 'year', type: 'int' }],
    lifecycle: { prevent_destroy: true, ignore_changes: ['parameters'] },
  })
  const { parameters } = (tables?.table?.storage_descriptor as { ser_de_info: { parameters: Record<string, string> } })
    .ser_de_info
  if (format === 'avro') {
    expect(JSON.parse(parameters['avro.schema.literal'] ?? '')).toMatchObject({
      type: 'record',
      fields: [
        { name: 'id', type: ['null', 'string'] },
        { name: 'amount', type: ['null', { logicalType: 'decimal', precision: 10, scale: 2 }] },
        {
          name: 'tags',
          type: [
            'null',
            { type: 'array', items: ['null', { type: 'record', fields: [{ name: 'key' }, { name: 'value' }] }] },
          ],
        },
      ],
    })
  }
})

test('a user pool lets in the directory only, and tags come from claims that nobody can write', () => {
  const resources = render((stack) => {
    new CognitoProvider(stack, 'home', {
      name: 'acme-home',
      domain: 'acme-home',
      metadata: '<EntityDescriptor/>',
      callbackUrls: ['https://home.example.com/'],
      tags: ['GroupHash', 'initials'],
      trigger: 'arn:aws:lambda:eu-central-1:000000000000:function:token',
    })
  })
  expect(resources.aws_cognito_user_pool?.home).toMatchObject({
    admin_create_user_config: { allow_admin_create_user_only: true },
    deletion_protection: 'ACTIVE',
  })
  expect(resources.aws_cognito_user_pool_client?.home).toMatchObject({
    supported_identity_providers: ['${aws_cognito_identity_provider.home.provider_name}'],
    allowed_oauth_scopes: ['openid', 'email', 'profile'],
    explicit_auth_flows: ['ALLOW_REFRESH_TOKEN_AUTH'],
  })
  expect(resources.aws_cognito_identity_pool?.home).toMatchObject({ allow_unauthenticated_identities: false })
  expect(resources.aws_cognito_identity_pool_provider_principal_tag?.home).toMatchObject({
    principal_tags: { GroupHash: 'GroupHash', initials: 'initials' },
    use_defaults: false,
  })
})

test('a stack synthesizes in an app of its own, with the same bytes', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'trustloom-'))
  const make = (stack: MeshStack): MeshStack => {
    new EntitlementTable(stack, 'entitlements', {
      name: 'acme-entitlements',
      alias: 'alias/acme-entitlements',
      keyPolicy: policy,
    })
    return stack
  }
  try {
    const app = new App({ outdir })
    make(new MeshStack(app, 'test', props))
    app.synth()
    const written: unknown = JSON.parse(readFileSync(join(outdir, 'stacks', 'test', 'cdk.tf.json'), 'utf8'))
    expect(written).toEqual(JSON.parse(JSON.stringify(renderStack((root) => make(new MeshStack(root, 'test', props))))))
  } finally {
    rmSync(outdir, { recursive: true })
  }
})
