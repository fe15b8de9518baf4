import type { PolicyDocument } from '../../core/policy/document'
import { evaluate, type Context } from '../../core/policy/evaluate'
import { build, exampleFolder } from '../support/mesh'

/** What a bucket's policy refuses even to somebody whose own policies allow everything. */

const { access, datasets, results, home } = build(exampleFolder()).compiled.environments.get('clinical-prod')!
const buckets: [string, string, PolicyDocument][] = [
  ...access.datasets.map(({ name, bucket }): [string, string, PolicyDocument] => [
    name,
    bucket,
    datasets.get(name)!.bucket,
  ]),
  ['results', 'results-novo-clinical-prod-111111111111', results.bucket],
  ['home', 'novo-home', home!.bucket],
]

const ADMINISTRATOR: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
}
const role = (path: string, account = '111111111111'): string => `arn:aws:iam::${account}:role/${path}`
const PERSONA = role('novo/novo-clinical-prod-owner')
const DEPLOY = role('terraform')

const HEADER = 's3:x-amz-server-side-encryption'

describe.each(buckets)('the bucket of %s', (_, bucket, policy) => {
  const arn = `arn:aws:s3:::${bucket}`
  const may = (who: string, action: string, resource = `${arn}/a/b`, context: Context = {}): boolean =>
    evaluate([ADMINISTRATOR, policy], {
      principal: { type: 'AWS', id: who },
      action: `s3:${action}`,
      resource,
      context: { 'aws:PrincipalArn': who, 'aws:SecureTransport': 'true', ...context },
    }).effect === 'Allow'

  test('refuses plain http to everybody, and lets https through', () => {
    for (const who of [PERSONA, DEPLOY, role('anything', '222222222222')]) {
      for (const [action, resource] of [
        ['GetObject', `${arn}/a/b`],
        ['PutObject', `${arn}/a/b`],
        ['ListBucket', arn],
        ['GetBucketLocation', arn],
      ] as const) {
        expect(may(who, action, resource, { 'aws:SecureTransport': 'false' })).toBe(false)
        expect(may(who, action, resource)).toBe(true)
      }
    }
  })

  test.each<[string, Context, boolean]>([
    ['no header: the bucket encrypts by itself', {}, true],
    ['KMS', { [HEADER]: 'aws:kms' }, true],
    [
      'KMS with a key, whichever',
      { [HEADER]: 'aws:kms', [`${HEADER}-aws-kms-key-id`]: 'arn:aws:kms:eu-central-1:111111111111:key/1' },
      true,
    ],
    ['S3 keys', { [HEADER]: 'AES256' }, false],
    ['two layers of KMS', { [HEADER]: 'aws:kms:dsse' }, false],
    ['an empty header', { [HEADER]: '' }, false],
    ["the customer's key", { [`${HEADER}-customer-algorithm`]: 'AES256' }, false],
    ["KMS and the customer's key", { [HEADER]: 'aws:kms', [`${HEADER}-customer-algorithm`]: 'AES256' }, false],
  ])('on an upload with %p, %p: %p', (_what, context, expected) => {
    for (const who of [PERSONA, DEPLOY]) expect(may(who, 'PutObject', undefined, context)).toBe(expected)
    expect(may(PERSONA, 'GetObject', undefined, context)).toBe(true)
  })

  test.each([
    ['DeleteObjectVersion', 'object'],
    ['PutObjectAcl', 'object'],
    ['PutObjectVersionAcl', 'object'],
    ['PutObjectRetention', 'object'],
    ['PutObjectLegalHold', 'object'],
    ['BypassGovernanceRetention', 'object'],
    ['DeleteBucket', 'bucket'],
    ['PutBucketVersioning', 'bucket'],
    ['PutLifecycleConfiguration', 'bucket'],
    ['PutReplicationConfiguration', 'bucket'],
    ['PutEncryptionConfiguration', 'bucket'],
    ['PutBucketPolicy', 'bucket'],
    ['DeleteBucketPolicy', 'bucket'],
    ['PutBucketAcl', 'bucket'],
  ])('leaves %s to Terraform', (action, kind) => {
    const resource = kind === 'bucket' ? arn : `${arn}/a/b`
    const roles = ['owner', 'developer-jobs', 'data-trials', 'share-adg-statistics', 'home', 'anything']
    const allowed = roles
      .map((each) => role(`novo/novo-clinical-prod-${each}`))
      .filter((who) => may(who, action, resource))
    expect(allowed).toEqual([])
    expect(may(role('novo/deeper/role'), action, resource)).toBe(false)
    for (const who of [DEPLOY, role('novo-deploy'), role('other/novo/x')]) expect(may(who, action, resource)).toBe(true)
  })

  test('leaves reading, writing and marking as deleted to the policies of roles', () => {
    for (const action of ['GetObject', 'PutObject', 'DeleteObject', 'AbortMultipartUpload'])
      expect(may(PERSONA, action)).toBe(true)
    const alone = evaluate([policy], {
      principal: { type: 'AWS', id: PERSONA },
      action: 's3:GetObject',
      resource: `${arn}/a`,
      context: { 'aws:PrincipalArn': PERSONA, 'aws:SecureTransport': 'true' },
    })
    expect(alone).toMatchObject({ effect: 'Deny', explicit: false })
  })
})
