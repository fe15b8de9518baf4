import { DescribeKeyCommand, GetKeyPolicyCommand, GetKeyRotationStatusCommand } from '@aws-sdk/client-kms'
import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  ListBucketsCommand,
} from '@aws-sdk/client-s3'
import { resultsNames } from '../../../core/model/results'
import { policyText } from '../../../core/policy/canonical'
import type { BucketPolicies, CompiledEnvironment } from '../../../core/policy/environment-policies'
import type { AppliedMesh } from '../../support/applied-mesh'
import type { AwsClients } from '../../support/aws-clients'
import { samePolicy } from '../../support/policy-spelling'

interface Storage extends BucketPolicies {
  readonly name: string
  readonly alias: string
}

/** Every bucket of an environment with its key. */
function storageOf({ access, datasets, results, home }: CompiledEnvironment): Storage[] {
  const { bucket, alias } = resultsNames(access)
  return [
    ...access.datasets.map((each) => ({ ...datasets.get(each.name)!, name: each.bucket, alias: each.alias })),
    { ...results, name: bucket, alias },
    ...(home && access.home ? [{ ...home, name: access.home.bucket, alias: access.home.alias }] : []),
  ]
}

export function testStorage(mesh: () => AppliedMesh, name: string): void {
  let aws: AwsClients
  let all: Storage[]
  beforeAll(async () => {
    aws = await mesh().aws(name)
    all = storageOf(mesh().environment(name))
  })

  test('the account has exactly the buckets of the mesh', async () => {
    const { Buckets = [] } = await aws.s3.send(new ListBucketsCommand())
    expect(Buckets.map((each) => each.Name).sort()).toEqual(all.map((each) => each.name).sort())
  })

  test('each bucket is private, keeps versions, and has its policy', async () => {
    for (const { name: Bucket, bucket } of all) {
      const { Status } = await aws.s3.send(new GetBucketVersioningCommand({ Bucket }))
      const { PublicAccessBlockConfiguration: access } = await aws.s3.send(new GetPublicAccessBlockCommand({ Bucket }))
      const { OwnershipControls } = await aws.s3.send(new GetBucketOwnershipControlsCommand({ Bucket }))
      const { Policy = '' } = await aws.s3.send(new GetBucketPolicyCommand({ Bucket }))
      expect([Bucket, Status, Object.values(access ?? {})]).toEqual([Bucket, 'Enabled', [true, true, true, true]])
      expect(OwnershipControls?.Rules).toEqual([{ ObjectOwnership: 'BucketOwnerEnforced' }])
      expect(samePolicy(Policy)).toEqual(samePolicy(policyText(bucket)))
    }
  })

  test('each bucket encrypts with its own key, which turns and has its policy', async () => {
    for (const { name: Bucket, alias, key } of all) {
      const { KeyMetadata: { Arn, KeyId, Enabled } = {} } = await aws.kms.send(new DescribeKeyCommand({ KeyId: alias }))
      const { ServerSideEncryptionConfiguration } = await aws.s3.send(new GetBucketEncryptionCommand({ Bucket }))
      expect(ServerSideEncryptionConfiguration?.Rules).toMatchObject([
        {
          ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: Arn },
          BucketKeyEnabled: true,
        },
      ])
      const { KeyRotationEnabled } = await aws.kms.send(new GetKeyRotationStatusCommand({ KeyId }))
      const { Policy = '' } = await aws.kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' }))
      expect({ Enabled, KeyRotationEnabled }).toEqual({ Enabled: true, KeyRotationEnabled: true })
      expect(samePolicy(Policy)).toEqual(samePolicy(policyText(key)))
    }
  })

  test('query results expire, and nothing else does', async () => {
    const results = resultsNames(mesh().environment(name).access).bucket
    for (const { name: Bucket } of all) {
      const rules = aws.s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket })).then((each) => each.Rules)
      if (Bucket !== results) await expect(rules).rejects.toThrow(/lifecycle configuration does not exist/)
      else expect(await rules).toMatchObject([{ Filter: { Prefix: 'results/' }, Expiration: { Days: 30 } }])
    }
  })
}
