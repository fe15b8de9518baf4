import { all, adds, inDocument, rated, rows, states, text, unsaid, type Change, type Tree } from './change'

const OWN = 'aws_iam_role_policy.persona_reader__data-lake-user.policy'
const LOCATION = 'aws_iam_role_policy.data_trials__location.policy'
const BUCKET = 'aws_s3_bucket_policy.trials.policy'
const KEY = 'aws_kms_key.trials.policy'
const OTHER = { AWS: 'arn:aws:iam::999999999999:root' }
const OBJECTS = 'arn:aws:s3:::acme-lab-trials-111111111111/*'

const may = (action: unknown, resource: unknown = '*', more: Tree = {}): Change =>
  states(OWN, { Effect: 'Allow', Action: action, Resource: resource, ...more })
const lets = (path: string, principal: unknown, action: unknown, more: Tree = {}): Change =>
  states(path, {
    Effect: 'Allow',
    Principal: principal,
    Action: action,
    Resource: path === KEY ? '*' : OBJECTS,
    ...more,
  })
const document = (Statement: readonly Tree[]): string => JSON.stringify({ Version: '2012-10-17', Statement })
const condition = (index: number, is: unknown): Change =>
  inDocument(BUCKET, ({ Statement }) => {
    const each = (Statement as Tree[])[index] ?? {}
    if (is === undefined) delete each.Condition
    else each.Condition = is
  })

/** Policies of roles, buckets and keys. */
export const policies = [
  ...rows('a role may more', 'high', {
    everything: may('*'),
    'all that is not IAM': states(OWN, { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }),
    'change functions': may('lambda:UpdateFunctionCode'),
    'read secrets': may('secretsmanager:GetSecretValue'),
    'write items': may('dynamodb:PutItem'),
    'run commands': may('ssm:SendCommand'),
    'assume roles': may('sts:AssumeRole'),
    'pass roles': may('iam:PassRole'),
    'make policies': may('iam:PutRolePolicy', 'arn:aws:iam::111111111111:role/acme/*'),
    grant: may('lakeformation:GrantPermissions'),
    'read the objects of a dataset': rated('medium', may(['s3:GetObject'], OBJECTS)),
    'write the objects of a dataset': may('s3:PutObject', OBJECTS),
    'list a bucket': may('s3:ListBucket', 'arn:aws:s3:::acme-lab-trials-111111111111'),
    decrypt: may('kms:Decrypt'),
    'grant keys': may('kms:CreateGrant'),
    'read what others asked': text(
      OWN,
      '"arn:aws:athena:eu-central-1:111111111111:workgroup/acme-lab-reader"',
      '"arn:aws:athena:eu-central-1:111111111111:workgroup/*"',
    ),
    'read the results of others': text(
      OWN,
      '"arn:aws:s3:::results-acme-lab-111111111111/results/acme-lab-reader/*"',
      '"arn:aws:s3:::results-acme-lab-111111111111/*"',
    ),
    'list the results of others': text(
      OWN,
      '{"StringLike":{"s3:prefix":"results/acme-lab-reader/*"}}',
      '{"StringLike":{"s3:prefix":"results/*"}}',
    ),
    'use all keys': text(
      OWN,
      ',"Condition":{"ForAnyValue:StringEquals":{"kms:ResourceAliases":"alias/results-acme-lab"}}',
      '',
    ),
    'a location reads other buckets': states(LOCATION, { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }),
    'change a catalogue': may('glue:UpdateTable'),
    'start jobs': may('glue:StartJobRun'),
    'send messages': may('sqs:SendMessage'),
    'a further policy': all(
      adds('aws_iam_role_policy', {
        name: 'more',
        role: 'acme-lab-reader',
        policy: document([{ Effect: 'Allow', Action: 'ec2:RunInstances', Resource: '*' }]),
      }),
    ),
  }),
  ...rows('a role may less', 'low', {
    'a statement of a role goes': unsaid(OWN, 3),
    'a role is denied something': states(OWN, { Effect: 'Deny', Action: 'athena:StartQueryExecution', Resource: '*' }),
  }),
  ...rows('policies of buckets', 'high', {
    'another account reads': lets(BUCKET, OTHER, 's3:GetObject'),
    'everybody reads': lets(BUCKET, '*', 's3:GetObject'),
    'a service writes': lets(BUCKET, { Service: 'logging.s3.amazonaws.com' }, 's3:PutObject'),
    'a role of the mesh reads': rated(
      'medium',
      lets(BUCKET, { AWS: 'arn:aws:iam::111111111111:role/acme/acme-lab-reader' }, 's3:GetObject'),
    ),
    'an organization reads': lets(BUCKET, '*', 's3:GetObject', {
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1234567890' } },
    }),
    'connections may be plain': unsaid(BUCKET, 0),
    'objects may have another encryption': unsaid(BUCKET, 1),
    'objects may have keys of others': unsaid(BUCKET, 2),
    'versions may go': unsaid(BUCKET, 3),
    'versions may go by one role': condition(3, {
      ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111111111111:role/acme/acme-lab-owner' },
    }),
    'another account changes the policy': lets(BUCKET, OTHER, 's3:PutBucketPolicy', {
      Resource: 'arn:aws:s3:::acme-lab-trials-111111111111',
    }),
    'the results are read by others': states('aws_s3_bucket_policy.query_results.policy', {
      Effect: 'Allow',
      Principal: OTHER,
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::results-acme-lab-111111111111/*',
    }),
  }),
  ...rows('policies of keys', 'high', {
    'another account decrypts': lets(KEY, OTHER, 'kms:Decrypt'),
    'everybody decrypts': lets(KEY, '*', 'kms:Decrypt'),
    'a service decrypts': lets(KEY, { Service: 'logs.eu-central-1.amazonaws.com' }, 'kms:Decrypt'),
    'the account does everything': lets(KEY, { AWS: 'arn:aws:iam::111111111111:root' }, 'kms:*'),
    'a reader decrypts': rated(
      'medium',
      text(
        KEY,
        '["arn:aws:iam::111111111111:role/acme/acme-lab-data-trials",',
        '["arn:aws:iam::111111111111:role/acme/acme-lab-reader","arn:aws:iam::111111111111:role/acme/acme-lab-data-trials",',
      ),
    ),
    'whoever is in the account decrypts': text(
      KEY,
      ',"Condition":{"ArnLike":{"aws:PrincipalArn":["arn:aws:iam::111111111111:role/acme/acme-lab-data-trials","arn:aws:iam::111111111111:role/acme/acme-lab-owner"]}}',
      '',
    ),
    'a reader makes grants': lets(
      KEY,
      { AWS: 'arn:aws:iam::111111111111:role/acme/acme-lab-reader' },
      'kms:CreateGrant',
    ),
  }),
]
