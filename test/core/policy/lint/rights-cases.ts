import type { Statement } from '../../../../core/policy/document'
import type { RuleCases } from './cases'
import { allow, can, cannot, of, permission, policy, QUEUE, SAML, TABLE, trust } from './subject'

const FUNCTION = 'arn:aws:lambda:eu-central-1:111111111111:function:acme-okta-saml'
const OTHER_TABLE = 'arn:aws:dynamodb:eu-central-1:000000000000:table/acme-entitlements-2'
const byRun = (owner: string, ...statements: Statement[]) => of('permission', policy(...statements), owner)
const ofHook = (...statements: Statement[]) => ({ ...permission(...statements), environment: 'hub' })

/** What gives the rights of another role, or reaches the mesh's own hub. */
export const rightsCases: readonly RuleCases[] = [
  {
    rule: 'privilege-escalation',
    fails: [
      ['code of a function', permission(can('lambda:UpdateFunctionCode', '*')), 0, 'roles that lambda was handed'],
      ['in another case', permission(can('SSM:sendcommand', '*')), 0, 'SSM:sendcommand is allowed: it acts'],
      ['a secret', permission(can('secretsmanager:GetSecretValue', '*')), 0, 'what somebody signs in with'],
      ['an agent, though AWS calls it reading', permission(can('bedrock:InvokeAgent', '*')), 0, 'bedrock was handed'],
      ['a pattern with one of them', permission(can('ec2:*Instances', '*')), 0, 'it includes ec2:'],
      [
        'one of several',
        permission(can('s3:GetObject'), can(['ec2:DescribeVpcs', 'ec2:RunInstances'], '*')),
        1,
        'ec2:RunI',
      ],
      [
        'a run, beyond what it is there for',
        byRun('acme-lab-apply', can('lambda:UpdateFunctionCode', FUNCTION.replace('acme-okta', 'other'))),
        0,
        'lambda:UpdateFunctionCode',
      ],
    ],
    passes: [
      [
        'what only reads',
        permission(can(['ec2:DescribeInstances', 'lambda:ListFunctions', 'bedrock:InvokeModel'], '*')),
      ],
      ['a service without roles', permission(can('sqs:SendMessage', QUEUE))],
      ['which secrets there are', permission(can('secretsmanager:ListSecrets', '*'))],
      ['what another rule tells', permission(can(['iam:CreateAccessKey', 'lambda:AddPermission'], '*'))],
      ['what AWS does not have', permission(can(['lambda:Typo', 'nosuchservice:Get'], '*'))],
      ['a run, what it is there for', byRun('acme-lab-apply', can('lambda:UpdateFunctionCode', FUNCTION))],
    ],
    hasNothingToJudge: [
      ['a Deny', permission(cannot('lambda:*'))],
      ['a hook', ofHook(can('secretsmanager:GetSecretValue'))],
      ['who may open a role', trust(allow(SAML))],
    ],
  },
  {
    rule: 'hub-resource',
    fails: [
      ['everything', permission(can('dynamodb:PutItem', '*')), 0, 'dynamodb:PutItem is allowed on the table'],
      ['the table itself', permission(can('dynamodb:DescribeTable', TABLE)), 0, 'on the table acme-entitlements'],
      ['what is in it', permission(can('dynamodb:GetRecords', `${TABLE}/stream/2026`)), 0, 'on the table'],
      ['a pattern of it', permission(can('dynamodb:GetItem', 'arn:aws:dynamodb:*:*:table/acme-*')), 0, 'on the table'],
      [
        'a variable in it',
        permission(can('dynamodb:GetItem', TABLE.replace('acme', '${aws:PrincipalTag/x}'))),
        0,
        'table',
      ],
      ['all but something else', permission(withNotResource('dynamodb:GetItem', OTHER_TABLE)), 0, 'on the table'],
      ['a pattern of actions', permission(can('dynamodb:*Item', TABLE)), 0, 'dynamodb:*Item is allowed on the table'],
      ['every service', permission(can('*', QUEUE)), 0, '* is allowed on the queue acme-trust-sync'],
      ['all but some', permission({ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }), 0, 'table acme-entitlements'],
      [
        'a Deny under a condition',
        permission(can('sqs:*', '*'), cannot('sqs:*', QUEUE, { Bool: { 'aws:SecureTransport': 'false' } })),
        0,
        'on the queue',
      ],
      [
        'under a condition',
        permission(can('sqs:SendMessage', '*', { Bool: { 'aws:SecureTransport': 'true' } })),
        0,
        'queue',
      ],
      ['a run of an environment', byRun('acme-lab-apply', can('dynamodb:PutItem', TABLE)), 0, 'on the table'],
      ['a run that writes rows', byRun('acme-lab-rows', can('sqs:SendMessage', QUEUE)), 0, 'on the queue'],
      [
        'a role of runs',
        byRun(
          'acme-lab-apply',
          can('iam:PassRole', 'arn:aws:iam::000000000000:role/acme-terraform/acme-hub-terraform-apply'),
        ),
        0,
        'on a role of runs',
      ],
    ],
    passes: [
      ['another table', permission(can('dynamodb:PutItem', OTHER_TABLE))],
      ['an action on nothing', permission(can(['dynamodb:ListTables', 'sqs:ListQueues'], '*'))],
      ['another service', permission(can('bedrock:InvokeModel', '*'))],
      ['all but it', permission(withNotResource('dynamodb:GetItem', `${TABLE}*`))],
      ['what a Deny takes away', permission(can('sqs:SendMessage', '*'), cannot('sqs:*', QUEUE))],
      ['a run that writes rows, on the table', byRun('acme-lab-rows', can('dynamodb:PutItem', TABLE))],
    ],
    hasNothingToJudge: [
      ['a Deny', permission(cannot('dynamodb:*', TABLE))],
      ['a run of the hub', byRun('acme-hub-apply', can(['dynamodb:DeleteTable', 'sqs:DeleteQueue'], '*'))],
      ['a hook', ofHook(can('dynamodb:PutItem', TABLE))],
      ['who may open a role', trust(allow(SAML))],
    ],
  },
]

function withNotResource(action: string, resource: string): Statement {
  return { Effect: 'Allow', Action: action, NotResource: resource }
}
