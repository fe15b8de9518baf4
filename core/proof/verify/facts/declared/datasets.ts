import { bucketArn } from '../../../../model/arn'
import type { DatasetAccess, EnvironmentAccess } from '../../../../model/graph'
import type { PolicyDocument } from '../../../../policy/document'
import { SETTINGS } from '../subjects'
import { PROTECTED, type Stated } from '../stated'
import { statedRole } from './role'
import type { DeclaredScope } from './scope'
import { statedBucket } from './secure-bucket'
import { statedTables } from './tables'

/** Each dataset: its bucket, the bucket's registration, the role for that, the database and its tables. */
export function declaredDatasets(scope: DeclaredScope): Stated[] {
  return scope.access.datasets.flatMap((each) => declaredDataset(scope, each))
}

function declaredDataset(scope: DeclaredScope, dataset: DatasetAccess): Stated[] {
  const { access } = scope
  const { name, bucket, alias, database, classification, locationRole } = dataset
  const at = scope.at('datasets', name)
  const tags = { 'trustloom:dataset': name, 'trustloom:classification': classification }
  return [
    ...statedBucket({ bucket, alias, tags, at }),
    ...statedRole(scope, {
      name: locationRole.name,
      session: 3600,
      policies: ['location'],
      trust: locationTrust(access),
      at,
    }),
    {
      type: 'aws_lakeformation_resource',
      at,
      written: {
        arn: bucketArn(access, bucket),
        role_arn: locationRole.arn,
        hybrid_access_enabled: false,
        with_federation: false,
      },
    },
    {
      type: 'aws_glue_catalog_database',
      at,
      written: { name: database, location_uri: `s3://${bucket}/`, tags, lifecycle: PROTECTED, depends_on: [SETTINGS] },
    },
    ...statedTables(scope, dataset),
  ]
}

/** Lake Formation, for this account and Region only. */
function locationTrust({ partition, region, account }: EnvironmentAccess): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'lakeformation.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: {
          ArnEquals: { 'aws:SourceArn': `arn:${partition}:lakeformation:${region}:${account}:*` },
          StringEquals: { 'aws:SourceAccount': account },
        },
      },
    ],
  }
}
