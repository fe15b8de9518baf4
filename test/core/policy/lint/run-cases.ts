import type { Statement } from '../../../../core/policy/document'
import type { RuleCases } from './cases'
import {
  allow,
  can,
  cannot,
  LETS_RUNS_IN,
  of,
  OIDC,
  permission,
  policy,
  QUEUE,
  RUNS,
  SAML,
  subjectOf,
  TABLE,
  trust,
} from './subject'

/** A statement that lets runs in, with other conditions than those that are rendered. */
const runs = (conditions: Statement['Condition']): Statement => ({
  Effect: 'Allow',
  Principal: { Federated: RUNS },
  Action: 'sts:AssumeRoleWithWebIdentity',
  ...(conditions && { Condition: conditions }),
})
const AUD = { 'app.terraform.io:aud': 'aws.workload.identity' }
const sub = (value: string | string[]): NonNullable<Statement['Condition']>[string] => ({
  'app.terraform.io:sub': value,
})

const opens = (...statements: Statement[]) => of('trust', policy(...statements), 'acme-lab-apply')
const plans = (...statements: Statement[]) => of('permission', policy(...statements), 'acme-lab-plan')
const applies = (...statements: Statement[]) => of('permission', policy(...statements), 'acme-lab-apply')

const rows = (...statements: Statement[]) => of('permission', policy(...statements), 'acme-lab-rows')
const ofHub = (...statements: Statement[]) => of('permission', policy(...statements), 'acme-hub-apply')
const leading = (values: string | string[]) => ({ 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': values } })

/** Actions that are told in a statement beside one that a role may do, and what is said of them. */
const refused = (who: typeof plans, may: string, actions: readonly [string, string][]): RuleCases['fails'] =>
  actions.map(([action, because]) => {
    const subject = who(can([may, action]))
    return [`${action} of ${subject.owner}`, subject, 0, `${action} is allowed: ${because}`]
  })

const OTHER_RUNS = 'may open the role for other runs'

/** Roles that runs of HCP Terraform open. */
export const runCases: readonly RuleCases[] = [
  {
    rule: 'run-subject',
    fails: [
      ['no subject', opens(runs({ StringEquals: AUD })), 0, OTHER_RUNS],
      ['no condition', opens(runs(undefined)), 0, OTHER_RUNS],
      [
        'any phase',
        opens(runs({ StringEquals: AUD, StringLike: sub(subjectOf('*')) })),
        0,
        `app.terraform.io ${OTHER_RUNS}`,
      ],
      [
        'the right one as a pattern',
        opens(runs({ StringLike: { ...AUD, ...sub(subjectOf('apply')) } })),
        0,
        OTHER_RUNS,
      ],
      ['another phase', opens(runs({ StringEquals: { ...AUD, ...sub(subjectOf('plan')) } })), 0, OTHER_RUNS],
      [
        'another beside it',
        opens(runs({ StringEquals: { ...AUD, ...sub([subjectOf('apply'), subjectOf('plan')]) } })),
        0,
        OTHER_RUNS,
      ],
      ['if there is one', opens(runs({ StringEqualsIfExists: { ...AUD, ...sub(subjectOf('apply')) } })), 0, OTHER_RUNS],
      [
        'for all of them',
        opens(runs({ 'ForAllValues:StringEquals': { ...AUD, ...sub(subjectOf('apply')) } })),
        0,
        OTHER_RUNS,
      ],
      [
        'whatever its case',
        opens(runs({ StringEqualsIgnoreCase: { ...AUD, ...sub(subjectOf('apply')) } })),
        0,
        OTHER_RUNS,
      ],
    ],
    passes: [
      ['the whole subject', opens(LETS_RUNS_IN)],
      ['its key in another case', opens(runs({ StringEquals: { 'App.Terraform.io:SUB': subjectOf('apply') } }))],
    ],
    hasNothingToJudge: [
      ['a role of people', trust(allow(SAML))],
      ['a Deny', opens({ ...LETS_RUNS_IN, Effect: 'Deny' })],
      ['another provider', opens(allow(OIDC))],
      ['a policy of rights', applies(can('s3:GetBucketAcl'))],
    ],
  },
  {
    rule: 'run-reads',
    fails: [
      ...refused(plans, 's3:GetBucketAcl', [
        ['s3:PutBucketPolicy', 'AWS calls its access level Permissions management'],
        ['s3:CreateBucket', 'AWS calls its access level Write'],
        ['glue:TagResource', 'AWS calls its access level Tagging'],
        ['kms:CreateGrant', 'AWS calls its access level'],
        ['dynamodb:PutItem', 'AWS calls its access level Write'],
        ['s3:GetObject', 'it reads data'],
        ['s3:GetObjectVersion', 'it reads data'],
        ['lakeformation:GetDataAccess', 'it reads data'],
        ['athena:GetQueryResults', 'it reads data'],
        ['secretsmanager:GetSecretValue', 'it reads data'],
        ['ssm:GetParameter', 'it reads data'],
        ['logs:GetLogEvents', 'it reads data'],
        ['dynamodb:Query', 'it reads data'],
        ['dynamodb:Scan', 'it reads data'],
        ['glue:GetConnection', 'it reads data'],
        ['sqs:ReceiveMessage', 'it reads data'],
        ['s3:Get*', 'a pattern stands for whatever AWS adds'],
        ['*', 'a pattern stands for whatever AWS adds'],
        ['kms:Decrypt', 'it needs a condition on kms:viaservice'],
        ['dynamodb:GetItem', 'it needs a condition on dynamodb:leadingkeys'],
      ]),
      ['all but some', plans({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }), 0, 'NotAction iam:*'],
      [
        'a guard that guards nothing',
        plans(can('kms:Decrypt', '*', { StringLike: { 'kms:ViaService': '*' } })),
        0,
        'kms:Decrypt',
      ],
      [
        'a guard for those that come with it',
        plans(can('kms:Decrypt', '*', { StringLikeIfExists: { 'kms:ViaService': 'dynamodb.*' } })),
        0,
        'kms:Decrypt',
      ],
      [
        'a guard against it',
        plans(can('kms:Decrypt', '*', { StringNotLike: { 'kms:ViaService': 's3.*' } })),
        0,
        'kms:Decrypt',
      ],
      [
        'rows of any key',
        plans(can('dynamodb:GetItem', '*', { Null: { 'dynamodb:LeadingKeys': 'false' } })),
        0,
        'dynamodb:GetItem',
      ],
    ],
    passes: [
      ['configuration', plans(can(['s3:GetBucketAcl', 's3:ListBucket', 'iam:GetRole', 'glue:GetTable']))],
      ['a key, through a service', plans(can('kms:Decrypt', '*', { StringLike: { 'kms:ViaService': 'dynamodb.*' } }))],
      [
        'rows of some keys',
        plans(can('dynamodb:GetItem', '*', { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': 'GROUP#*' } })),
      ],
    ],
    hasNothingToJudge: [
      ['the role that applies', applies(can('s3:CreateBucket'))],
      ['a role of people', permission(can('s3:PutObject'))],
      ['a Deny', plans(cannot('s3:*'))],
      ['who may open it', of('trust', policy(LETS_RUNS_IN), 'acme-lab-plan')],
    ],
  },
  {
    rule: 'run-services',
    fails: [
      ...refused(applies, 's3:CreateBucket', [
        ['dynamodb:PutItem', 'its stack makes nothing in dynamodb'],
        ['secretsmanager:GetSecretValue', 'its stack makes nothing in secretsmanager'],
        ['ec2:RunInstances', 'its stack makes nothing in ec2'],
        ['s3:GetObject', 'it reads data'],
        ['s3:PutObject', 'it changes or sends data'],
        ['lakeformation:GetDataAccess', 'it reads data'],
        ['athena:StartQueryExecution', 'it changes or sends data'],
        ['glue:StartJobRun', 'it changes or sends data'],
        ['glue:CreateJob', 'it changes or sends data'],
        ['s3:PutBucketAcl', 'it changes or sends data, runs something, or makes what no stack has'],
        ['s3:CreateAccessPoint', 'it changes or sends data'],
        ['glue:UseMLTransforms', 'it changes or sends data'],
        ['lakeformation:StartTransaction', 'it changes or sends data'],
        ['kms:Decrypt', 'it reads data'],
        ['kms:Encrypt', 'it needs a condition on kms:viaservice'],
      ]),
      ...refused(ofHub, 'sqs:CreateQueue', [
        ['sns:Publish', 'it changes or sends data'],
        ['sqs:SendMessage', 'it changes or sends data'],
        ['sqs:ReceiveMessage', 'it reads data'],
        ['lambda:InvokeFunction', 'it changes or sends data'],
        ['secretsmanager:GetSecretValue', 'it reads data'],
        ['secretsmanager:PutSecretValue', 'it changes or sends data'],
        ['secretsmanager:PutResourcePolicy', 'it changes or sends data'],
        ['events:PutRawEvents', 'it changes or sends data'],
        ['lambda:PublishLayerVersion', 'it changes or sends data'],
        ['cognito-idp:ChangePassword', 'it changes or sends data'],
        ['sqs:AddPermission', 'it changes or sends data'],
        ['sqs:*Permission', 'it includes sqs:addpermission: it changes or sends data'],
        ['logs:GetLogEvents', 'it reads data'],
        ['dynamodb:Scan', 'it reaches rows of other partitions'],
        ['dynamodb:PutItem', 'it reaches rows of other partitions'],
        ['ssm:SendCommand', 'its stack makes nothing in ssm'],
        ['s3:GetBucketAcl', 'its stack makes nothing in s3'],
      ]),
      [
        'rows of another environment',
        rows(can('dynamodb:PutItem', TABLE, leading('ENV#beside'))),
        0,
        'other partitions',
      ],
      ['rows of any', rows(can('dynamodb:PutItem', TABLE, leading(['GROUP#*', '*']))), 0, 'other partitions'],
      ['rows without a condition', rows(can('dynamodb:PutItem', TABLE)), 0, 'other partitions'],
      ['the table itself', rows(can('dynamodb:DeleteTable', TABLE)), 0, 'its stack makes no table'],
      ['a service that another stack has', rows(can('sqs:CreateQueue', '*')), 0, 'nothing in sqs'],
      // A pattern is as much as each action that it stands for.
      ...refused(ofHub, 'sqs:CreateQueue', [
        ['sns:P*', 'it includes sns:publish: it changes or sends data'],
        ['SQS:Send*', 'it includes sqs:sendmessage: it changes or sends data'],
        ['sqs:?eceiveMessage', 'it includes sqs:receivemessage: it reads data'],
        ['secretsmanager:GetS*', 'it includes secretsmanager:getsecretvalue: it reads data'],
        ['dynamodb:P*Item', 'it includes dynamodb:putitem: it reaches rows of other partitions'],
        ['lambda:In*', 'it includes lambda:invoke'],
        ['kms:Enc*', 'it includes kms:encrypt: it needs a condition on kms:viaservice'],
      ]),
      ['a pattern of services', ofHub(can('s?s:SetQueueAttributes')), 0, 'its stack makes nothing in s?s'],
      ['all but some', ofHub({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }), 0, 'NotAction iam:*'],
    ],
    passes: [
      ['what a stack is made of', applies(can(['s3:CreateBucket', 'glue:CreateTable', 'iam:CreateRole']))],
      [
        'a key, through a service',
        applies(can('kms:Encrypt', '*', { StringLike: { 'kms:ViaService': 'dynamodb.*' } })),
      ],
      ['its own rows', rows(can(['dynamodb:GetItem', 'dynamodb:PutItem'], TABLE, leading(['ENV#lab', 'GROUP#*'])))],
      ['what the table is like', rows(can('dynamodb:DescribeTable', TABLE))],
      ['one group of them', rows(can('dynamodb:PutItem', TABLE, leading('GROUP#A')))],
      ['a pattern of what changes nothing', ofHub(can(['sqs:CreateQ*', 'lambda:List*', 'dynamodb:Describe*']))],
      // AWS says that these read, though their names begin like those of others that change data.
      ['what only reads', applies(can(['glue:BatchGetJobs', 'glue:BatchGetTableOptimizer']))],
      ['a queue', ofHub(can(['sqs:CreateQueue', 'sqs:SetQueueAttributes', 'secretsmanager:CreateSecret'], QUEUE))],
    ],
    hasNothingToJudge: [
      ['a role of people', permission(can('s3:PutObject'))],
      ['a Deny', applies(cannot('s3:*'))],
      ['who may open it', opens(LETS_RUNS_IN)],
    ],
  },
]
