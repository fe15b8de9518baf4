import { signIn } from '../../core/policy/sign-in'
import type { Context } from '../../core/policy/evaluate'
import { build, exampleFolder } from '../support/mesh'
import { Account, type Caller } from './account'

/** The role with which Lake Formation reads and writes the bucket of a dataset. */

const environment = build(exampleFolder()).compiled.environments.get('clinical-prod')!
const account = new Account(environment)
const { datasets } = environment.access

const OURS = {
  'aws:SourceAccount': '111111111111',
  'aws:SourceArn': 'arn:aws:lakeformation:eu-central-1:111111111111:*',
}

describe.each(datasets)('the location of $name', ({ name, bucket, alias, locationRole }) => {
  const { location, locationTrust } = environment.datasets.get(name)!
  const role: Caller = { arn: locationRole.arn, policies: [location] }
  const others = datasets.filter((each) => each.name !== name)

  test.each<[string, string, Context, boolean]>([
    ['Lake Formation of this account', 'lakeformation.amazonaws.com', OURS, true],
    [
      'Lake Formation on behalf of another account',
      'lakeformation.amazonaws.com',
      { ...OURS, 'aws:SourceAccount': '222222222222' },
      false,
    ],
    [
      'Lake Formation with the ARN of another account',
      'lakeformation.amazonaws.com',
      { ...OURS, 'aws:SourceArn': 'arn:aws:lakeformation:eu-central-1:222222222222:*' },
      false,
    ],
    [
      'Lake Formation of another Region',
      'lakeformation.amazonaws.com',
      { ...OURS, 'aws:SourceArn': 'arn:aws:lakeformation:us-east-1:111111111111:*' },
      false,
    ],
    ['Lake Formation that does not say for whom', 'lakeformation.amazonaws.com', {}, false],
    ['Glue', 'glue.amazonaws.com', OURS, false],
    ['the account itself', '111111111111', OURS, false],
    ['another role', 'arn:aws:iam::111111111111:role/novo/novo-clinical-prod-owner', OURS, false],
  ])('is opened by %s: %s %p %p', (_, provider, context, expected) => {
    const { allowed } = signIn(locationTrust, { action: 'sts:AssumeRole', provider, role: locationRole.arn, context })
    expect(allowed).toBe(expected)
  })

  test('reads and writes its bucket, and no other', () => {
    for (const action of [
      'GetObject',
      'PutObject',
      'DeleteObject',
      'AbortMultipartUpload',
      'ListMultipartUploadParts',
    ]) {
      expect(account.s3(role, action, bucket, 'visits/part-0')).toBe(true)
      for (const each of [...others.map((other) => other.bucket), account.results, 'novo-home']) {
        expect(account.s3(role, action, each, 'visits/part-0')).toBe(false)
      }
    }
    for (const action of ['ListBucket', 'GetBucketLocation', 'ListBucketMultipartUploads']) {
      expect(account.s3(role, action, bucket)).toBe(true)
      expect(account.s3(role, action, account.results)).toBe(false)
    }
  })

  test('deletes no version and administers nothing', () => {
    for (const action of ['DeleteObjectVersion', 'PutObjectAcl', 'GetObjectVersion']) {
      expect(account.s3(role, action, bucket, 'visits/part-0')).toBe(false)
    }
    for (const action of ['PutBucketPolicy', 'DeleteBucket', 'PutLifecycleConfiguration'])
      expect(account.s3(role, action, bucket)).toBe(false)
    for (const action of ['PutKeyPolicy', 'ScheduleKeyDeletion', 'CreateGrant'])
      expect(account.kms(role, action, alias)).toBe(false)
  })

  test('uses the keys of its bucket and of query results, with which Athena encrypts what it inserts', () => {
    for (const action of ['Decrypt', 'Encrypt', 'GenerateDataKey', 'ReEncryptFrom', 'ReEncryptTo', 'DescribeKey']) {
      expect(account.kms(role, action, alias)).toBe(true)
      expect(account.kms(role, action, account.resultsAlias)).toBe(true)
      for (const other of others) expect(account.kms(role, action, other.alias)).toBe(false)
      expect(account.kms(role, action, environment.access.home!.alias)).toBe(false)
    }
  })
})
