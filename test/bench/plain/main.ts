import { AthenaWorkgroup } from '@cdktf/provider-aws/lib/athena-workgroup'
import { DynamodbTableItem } from '@cdktf/provider-aws/lib/dynamodb-table-item'
import { GlueCatalogDatabase } from '@cdktf/provider-aws/lib/glue-catalog-database'
import { GlueCatalogTable } from '@cdktf/provider-aws/lib/glue-catalog-table'
import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider'
import { IamRole } from '@cdktf/provider-aws/lib/iam-role'
import { IamRolePoliciesExclusive } from '@cdktf/provider-aws/lib/iam-role-policies-exclusive'
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy'
import { IamRolePolicyAttachmentsExclusive } from '@cdktf/provider-aws/lib/iam-role-policy-attachments-exclusive'
import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias'
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key'
import { LakeformationDataCellsFilter } from '@cdktf/provider-aws/lib/lakeformation-data-cells-filter'
import { LakeformationDataLakeSettings } from '@cdktf/provider-aws/lib/lakeformation-data-lake-settings'
import { LakeformationPermissions } from '@cdktf/provider-aws/lib/lakeformation-permissions'
import { LakeformationResource } from '@cdktf/provider-aws/lib/lakeformation-resource'
import { AwsProvider } from '@cdktf/provider-aws/lib/provider'
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket'
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration'
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls'
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy'
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block'
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration'
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning'
import { App, LocalBackend, TerraformStack } from 'cdktf'

/**
 * What a team would write by hand: a plain CDKTF program that makes as many resources of each type as Trustloom does,
 * with the references between them that such programs have. Its argument is a JSON list of counts, one an environment:
 * `[{ "aws_iam_role": 30, … }, …]`.
 */
const counts = JSON.parse(process.argv[2] ?? '[]') as Record<string, number>[]
const app = new App()
counts.forEach((count, index) => addStack(`environment-${index}`, count))
app.synth()

function addStack(name: string, count: Record<string, number>): void {
  const stack = new TerraformStack(app, name)
  new LocalBackend(stack, { path: `${name}.tfstate` })
  new AwsProvider(stack, 'aws', { region: 'eu-central-1' })
  const hub = new AwsProvider(stack, 'hub', { region: 'eu-central-1', alias: 'hub' })
  const make = <T>(type: string, one: (id: string, index: number) => T): T[] =>
    Array.from({ length: count[type] ?? 0 }, (_, index) => one(`${type}-${index}`, index))
  const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T
  const policy = (actions: string[], resources: string[]): string =>
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: resources }] })
  const actions = [
    's3:GetObject',
    's3:PutObject',
    'glue:GetTable',
    'glue:GetTables',
    'glue:GetDatabase',
    'athena:StartQueryExecution',
  ]

  const settings = make(
    'aws_lakeformation_data_lake_settings',
    (id) => new LakeformationDataLakeSettings(stack, id, { admins: ['arn:aws:iam::111111111111:role/terraform'] }),
  )
  const providers = make(
    'aws_iam_openid_connect_provider',
    (id) => new IamOpenidConnectProvider(stack, id, { url: 'https://login.example.com', clientIdList: ['a', 'b'] }),
  )
  const keys = make(
    'aws_kms_key',
    (id) => new KmsKey(stack, id, { description: id, enableKeyRotation: true, policy: policy(['kms:*'], ['*']) }),
  )
  make(
    'aws_kms_alias',
    (id, index) => new KmsAlias(stack, id, { name: `alias/${id}`, targetKeyId: at(keys, index).keyId }),
  )
  const buckets = make(
    'aws_s3_bucket',
    (id) => new S3Bucket(stack, id, { bucket: `${name}-${id}`.replaceAll('_', '-') }),
  )
  const bucket = (index: number): string => at(buckets, index).id
  make(
    'aws_s3_bucket_ownership_controls',
    (id, index) =>
      new S3BucketOwnershipControls(stack, id, {
        bucket: bucket(index),
        rule: { objectOwnership: 'BucketOwnerEnforced' },
      }),
  )
  make(
    'aws_s3_bucket_public_access_block',
    (id, index) =>
      new S3BucketPublicAccessBlock(stack, id, {
        bucket: bucket(index),
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      }),
  )
  make(
    'aws_s3_bucket_versioning',
    (id, index) =>
      new S3BucketVersioningA(stack, id, { bucket: bucket(index), versioningConfiguration: { status: 'Enabled' } }),
  )
  make(
    'aws_s3_bucket_server_side_encryption_configuration',
    (id, index) =>
      new S3BucketServerSideEncryptionConfigurationA(stack, id, {
        bucket: bucket(index),
        rule: [
          {
            bucketKeyEnabled: true,
            applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: at(keys, index).arn },
          },
        ],
      }),
  )
  make(
    'aws_s3_bucket_policy',
    (id, index) =>
      new S3BucketPolicy(stack, id, {
        bucket: bucket(index),
        policy: policy(['s3:*'], [at(buckets, index).arn, `${at(buckets, index).arn}/*`]),
      }),
  )
  make(
    'aws_s3_bucket_lifecycle_configuration',
    (id, index) =>
      new S3BucketLifecycleConfiguration(stack, id, {
        bucket: bucket(index),
        rule: [{ id: 'expire', status: 'Enabled', expiration: [{ days: 30 }] }],
      }),
  )
  const databases = make(
    'aws_glue_catalog_database',
    (id, index) =>
      new GlueCatalogDatabase(stack, id, {
        name: id,
        locationUri: `s3://${at(buckets, index).bucket}/`,
        dependsOn: settings,
      }),
  )
  const tables = make(
    'aws_glue_catalog_table',
    (id, index) =>
      new GlueCatalogTable(stack, id, {
        name: id,
        databaseName: at(databases, index).name,
        tableType: 'EXTERNAL_TABLE',
        storageDescriptor: {
          location: `s3://${at(buckets, index).bucket}/${id}/`,
          columns: ['id', 'country', 'amount'].map((column) => ({ name: column, type: 'string' })),
        },
      }),
  )
  const roles = make(
    'aws_iam_role',
    (id) =>
      new IamRole(stack, id, {
        name: `${name}-${id}`,
        path: '/mesh/',
        assumeRolePolicy: policy(
          ['sts:AssumeRoleWithWebIdentity'],
          providers.map((each) => each.arn),
        ),
      }),
  )
  const rolePolicies = make(
    'aws_iam_role_policy',
    (id, index) =>
      new IamRolePolicy(stack, id, {
        name: id,
        role: at(roles, index).name,
        policy: policy(
          actions,
          buckets.slice(0, 20).map((each) => each.arn),
        ),
      }),
  )
  make(
    'aws_iam_role_policies_exclusive',
    (id, index) =>
      new IamRolePoliciesExclusive(stack, id, {
        roleName: at(roles, index).name,
        policyNames: [at(rolePolicies, index).name],
      }),
  )
  make(
    'aws_iam_role_policy_attachments_exclusive',
    (id, index) =>
      new IamRolePolicyAttachmentsExclusive(stack, id, { roleName: at(roles, index).name, policyArns: [] }),
  )
  const locations = make(
    'aws_lakeformation_resource',
    (id, index) => new LakeformationResource(stack, id, { arn: at(buckets, index).arn, roleArn: at(roles, index).arn }),
  )
  make(
    'aws_athena_workgroup',
    (id, index) =>
      new AthenaWorkgroup(stack, id, {
        name: id,
        configuration: {
          enforceWorkgroupConfiguration: true,
          resultConfiguration: {
            outputLocation: `s3://${at(buckets, index).bucket}/`,
            encryptionConfiguration: { encryptionOption: 'SSE_KMS', kmsKeyArn: at(keys, index).arn },
          },
        },
      }),
  )
  make(
    'aws_lakeformation_data_cells_filter',
    (id, index) =>
      new LakeformationDataCellsFilter(stack, id, {
        tableData: [
          {
            name: id,
            tableCatalogId: '111111111111',
            databaseName: at(databases, index).name,
            tableName: at(tables, index).name,
            columnNames: ['id', 'country'],
            rowFilter: [{ filterExpression: "country = 'DK'" }],
          },
        ],
      }),
  )
  make(
    'aws_lakeformation_permissions',
    (id, index) =>
      new LakeformationPermissions(stack, id, {
        principal: at(roles, index).arn,
        permissions: ['DESCRIBE', 'SELECT'],
        table: { databaseName: at(databases, index).name, name: at(tables, index).name },
        dependsOn: [...settings, at(locations, index)],
      }),
  )
  make(
    'aws_dynamodb_table_item',
    (id, index) =>
      new DynamodbTableItem(stack, id, {
        provider: hub,
        tableName: 'entitlements',
        hashKey: 'PK',
        rangeKey: 'SK',
        item: JSON.stringify({ PK: { S: id }, SK: { S: name }, roles: { L: [{ S: at(roles, index).arn }] } }),
      }),
  )
}
