import type { RuleCases } from './cases'
import { can, cannot, of, permission, policy } from './subject'

const asOwner = (...statements: Parameters<typeof policy>) => of('permission', policy(...statements), 'acme-lab-owner')
const asRun = (...statements: Parameters<typeof policy>) => of('permission', policy(...statements), 'acme-lab-apply')
const ROLES = 'arn:aws:iam::111111111111:role/acme/*'
const TOPICS = 'arn:aws:sns:eu-central-1:111111111111:acme-*'
const fine = permission(can('s3:GetObject'))

/** What a policy lets a role do. */
export const actionCases: readonly RuleCases[] = [
  {
    rule: 'action-wildcard',
    fails: [
      [
        'a suffix',
        permission(can(['s3:GetObject', 's3:PutObject*'])),
        0,
        's3:PutObject* stands for more than one action',
      ],
      ['a service', permission(can('s3:*')), 0, 's3:* stands for'],
      ['everything', permission(can('*')), 0, '* stands for'],
      [
        'all but some',
        permission({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }),
        0,
        'NotAction iam:* allows every other action',
      ],
    ],
    passes: [['none', fine]],
    hasNothingToJudge: [['a Deny', permission(cannot('s3:*'))]],
  },
  {
    rule: 'administrative-action',
    fails: [
      ...[
        'iam:CreateRole',
        'iam:GetRole',
        'sts:AssumeRole',
        'lakeformation:PutDataLakeSettings',
        'lakeformation:GrantPermissions',
        'lakeformation:BatchRevokePermissions',
        'lakeformation:RegisterResource',
        'glue:PutResourcePolicy',
        'kms:PutKeyPolicy',
        'kms:ScheduleKeyDeletion',
        'kms:CreateGrant',
        's3:PutBucketPolicy',
        's3:DeleteBucketPolicy',
        's3:PutObjectAcl',
        's3:DeleteObjectVersion',
        'ram:CreateResourceShare',
        'organizations:ListAccounts',
      ].map(
        (action) =>
          [
            action,
            permission(can(['s3:GetObject', action])),
            0,
            `${action} is allowed: it is for administrators`,
          ] as const,
      ),
      ['a pattern that includes one', permission(can('s3:Put*')), 0, 's3:Put* is allowed: it includes s3:put*acl'],
      ['everything', permission(can('*')), 0, '* is allowed: it includes account:*'],
      [
        'another service’s policy',
        permission(can('sns:AddPermission')),
        0,
        'AWS counts it among permissions management',
      ],
      [
        'what a role is there for, on something else',
        asRun(can('iam:CreateRole', 'arn:aws:iam::111111111111:role/admin')),
        0,
        'iam:CreateRole is allowed',
      ],
      [
        'what a role is there for, beside something else',
        asRun(can('iam:CreateRole', [ROLES, 'arn:aws:iam::111111111111:role/acme-terraform/*'])),
        0,
        'iam:CreateRole is allowed',
      ],
      [
        'what a role is there for, on any service',
        asRun(can('sns:SetTopicAttributes', [TOPICS, 'arn:aws:*:eu-central-1:111111111111:acme-*'])),
        0,
        'sns:SetTopicAttributes is allowed',
      ],
      [
        'what a role is there for, on another service alone',
        asRun(can('sns:SetTopicAttributes', 'arn:aws:sqs:eu-central-1:111111111111:acme-x')),
        0,
        'sns:SetTopicAttributes is allowed',
      ],
      ['what a role is not there for', asRun(can('iam:AttachRolePolicy', ROLES)), 0, 'iam:AttachRolePolicy is allowed'],
      ['settings, by one who may pass on grants', asOwner(can('lakeformation:PutDataLakeSettings')), 0, 'is allowed'],
    ],
    passes: [
      ['what a role is there for', asRun(can(['iam:CreateRole', 'iam:PassRole'], ROLES))],
      [
        'a statement that services share',
        asRun(
          can(['sns:SetTopicAttributes', 'sqs:GetQueueUrl'], [TOPICS, 'arn:aws:sqs:eu-central-1:111111111111:acme-*']),
        ),
      ],
      [
        'data',
        permission(
          can(['s3:GetObject', 's3:PutObject', 'glue:GetTable', 'lakeformation:GetDataAccess', 'kms:Decrypt']),
        ),
      ],
      ['PassRole, which has a rule of its own', permission(can('iam:PassRole'))],
      ['a pattern that includes none', permission(can('s3:Get*'))],
      [
        'passing on what is held with grant option',
        asOwner(can(['lakeformation:GrantPermissions', 'lakeformation:BatchRevokePermissions'])),
      ],
    ],
    hasNothingToJudge: [
      ['a Deny', permission(cannot('iam:*'))],
      [
        'a key’s policy',
        of('key', policy({ ...can('kms:PutKeyPolicy', '*'), Principal: { AWS: 'arn:aws:iam::111111111111:root' } })),
      ],
    ],
  },
  {
    rule: 'pass-role',
    fails: [
      ['any role', permission(can('iam:PassRole', '*')), 0, 'iam:PassRole is allowed on *'],
      ['a pattern', permission(can('iam:PassRole', 'arn:aws:iam::111111111111:role/acme/*')), 0, 'role/acme/*'],
      ['all but one', permission({ Effect: 'Allow', Action: 'iam:PassRole', NotResource: 'x' }), 0, 'NotResource'],
      ['by a pattern', permission(can('iam:Pass*', '*')), 0, 'iam:PassRole is allowed on *'],
      [
        'more than what a role is there for',
        asRun(can('iam:PassRole', [ROLES, '*'])),
        0,
        'iam:PassRole is allowed on *',
      ],
    ],
    passes: [
      ['one role', permission(can('iam:PassRole', 'arn:aws:iam::111111111111:role/acme/jobs'))],
      ['what a role is there for', asRun(can('iam:PassRole', ROLES))],
    ],
    hasNothingToJudge: [
      ['a Deny', permission(cannot('iam:PassRole', '*'))],
      ['no PassRole', fine],
    ],
  },
  {
    rule: 'unknown-action',
    fails: [
      ['a slip', permission(can(['s3:GetObject', 's3:GetObjct'])), 0, 's3 has no action GetObjct'],
      ['in a Deny', permission(cannot('s3:DeleteObjects')), 0, 's3 has no action DeleteObjects'],
      [
        'in a NotAction',
        permission({ Effect: 'Deny', NotAction: 'glue:Nothing', Resource: '*' }),
        0,
        'glue has no action Nothing',
      ],
      ['a service', permission(can('s4:GetObject')), 0, 'there is no service s4'],
      ['a pattern of nothing', permission(can('s3:Fetch*')), 0, 's3 has no action Fetch*'],
      ['no action', permission(can('GetObject')), 0, 'GetObject is no action'],
      ['what every object has', permission(can('s3:constructor')), 0, 's3 has no action constructor'],
    ],
    passes: [['known ones, in any case', permission(can(['s3:getobject', 'S3:PutObject', 's3:Get*', '*']))]],
    hasNothingToJudge: [],
  },
]
