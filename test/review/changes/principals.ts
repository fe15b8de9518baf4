import { adds, all, rows, set, states, text, unsaid, without, type Change, type Tree } from './change'

const TRUST = 'aws_iam_role.persona_reader.assume_role_policy'
const LOCATION = 'aws_iam_role.data_trials.assume_role_policy'
const OTHER = 'arn:aws:iam::999999999999:root'
const DATA = 'arn:aws:iam::111111111111:role/acme/acme-lab-data-trials'
const STRANGER = 'arn:aws:iam::111111111111:role/stranger'

const allow = (principal: unknown, action: unknown = 'sts:AssumeRole', more: Tree = {}): Tree => ({
  ...{ Effect: 'Allow', Principal: principal, Action: action },
  ...more,
})
const opensTo = (principal: unknown): Change => states(TRUST, allow(principal))
const policy = (...statements: readonly Tree[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements })
const roleOf = (principal: unknown, name = 'further', more: Tree = {}): Change =>
  adds('aws_iam_role', { name, path: '/acme/', assume_role_policy: policy(allow(principal)), ...more })
const grantTo = (principal: string, more: Tree = {}): Change =>
  adds('aws_lakeformation_permissions', {
    principal,
    permissions: ['SELECT'],
    permissions_with_grant_option: [],
    table: { database_name: 'lab_trials', name: 'subjects' },
    ...more,
  })
const holds = (...statements: readonly Tree[]): Change =>
  adds('aws_iam_role_policy', { name: 'own', role: 'further', policy: policy(...statements) })
const READ = { Effect: 'Allow', Action: ['s3:GetObject', 'kms:Decrypt'], Resource: '*' }
const FURTHER = 'arn:aws:iam::111111111111:role/acme/further'

/** Principals that are no group. */
export const principals = [
  ...rows('trust opens to others', 'high', {
    'to a service of AWS': opensTo({ Service: 'ec2.amazonaws.com' }),
    'to another account': opensTo({ AWS: OTHER }),
    'to a stranger of the account': opensTo({ AWS: STRANGER }),
    'to everybody': opensTo('*'),
    'to everybody of AWS': opensTo({ AWS: '*' }),
    'to another provider': opensTo({ Federated: 'arn:aws:iam::111111111111:saml-provider/other' }),
    'to the role of a location': opensTo({ AWS: DATA }),
    'to whoever has a tag': states(
      TRUST,
      allow('*', 'sts:AssumeRole', { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'x' } } }),
    ),
    'to Google': states(TRUST, allow({ Federated: 'accounts.google.com' }, 'sts:AssumeRoleWithWebIdentity')),
    'to a group that is none': text(
      TRUST,
      '"aws:RequestTag/GroupHash":["*.ZW73.*"]}}},{"Effect":"Allow"',
      '"aws:RequestTag/GroupHash":["*.ZW73.*","*.aaaa.*"]}}},{"Effect":"Allow"',
    ),
    'to all groups': text(
      TRUST,
      '"aws:RequestTag/GroupHash":["*.ZW73.*"]}}},{"Effect":"Allow"',
      '"aws:RequestTag/GroupHash":"*"}}},{"Effect":"Allow"',
    ),
    'to whoever names himself otherwise': text(
      TRUST,
      '"StringLike":{"sts:SourceIdentity":"*@example.com","aws:RequestTag/GroupHash":["*.ZW73.*"]}}},{"Effect":"Allow"',
      '"StringLike":{"sts:SourceIdentity":"*","aws:RequestTag/GroupHash":["*.ZW73.*"]}}},{"Effect":"Allow"',
    ),
    'to sessions without a source identity': unsaid(TRUST, 2),
    'of a location to another service': states(LOCATION, allow({ Service: 'glue.amazonaws.com' })),
    'of a location to another account': states(LOCATION, allow({ AWS: OTHER })),
    'of a location to the account': states(LOCATION, allow({ AWS: 'arn:aws:iam::111111111111:root' })),
    'of a location to the service in any account': text(
      LOCATION,
      '"StringEquals":{"aws:SourceAccount":"111111111111"}',
      '"StringEquals":{"aws:SourceAccount":["111111111111","999999999999"]}',
    ),
    'with one more action': text(
      TRUST,
      '["sts:AssumeRoleWithSAML","sts:TagSession","sts:SetSourceIdentity"]',
      '["sts:AssumeRoleWithSAML","sts:TagSession","sts:SetSourceIdentity","sts:AssumeRole"]',
    ),
  }),
  ...rows('roles of nobody', 'high', {
    'a role of a service that reads all objects': all(roleOf({ Service: 'ec2.amazonaws.com' }), holds(READ)),
    'a role of a service with a grant': all(roleOf({ Service: 'ec2.amazonaws.com' }), grantTo(FURTHER)),
    'a role of a service with a grant that it may give on': all(
      roleOf({ Service: 'ecs-tasks.amazonaws.com' }),
      grantTo(FURTHER, { permissions: ['SELECT', 'ALTER'], permissions_with_grant_option: ['SELECT', 'ALTER'] }),
    ),
    'a role of another account': all(roleOf({ AWS: OTHER }), holds(READ)),
    'a role of another account with a grant': all(roleOf({ AWS: OTHER }), grantTo(FURTHER)),
    'a role of another account that holds nothing': roleOf({ AWS: OTHER }),
    'a role of a service that holds nothing': roleOf({ Service: 'lambda.amazonaws.com' }),
    'a role of nobody that writes objects': all(
      roleOf({ Service: 'glue.amazonaws.com' }),
      holds({ Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::acme-lab-trials-111111111111/*' }),
    ),
    'a role with a managed policy': roleOf({ Service: 'ec2.amazonaws.com' }, 'further', {
      managed_policy_arns: ['arn:aws:iam::aws:policy/AdministratorAccess'],
    }),
    'a role with a policy in itself': roleOf({ Service: 'ec2.amazonaws.com' }, 'further', {
      inline_policy: [{ name: 'own', policy: policy(READ) }],
    }),
    'a role that an instance has': all(
      roleOf({ Service: 'ec2.amazonaws.com' }),
      adds('aws_iam_instance_profile', { name: 'further', role: 'further' }),
    ),
  }),
  ...rows('grants to others', 'high', {
    'to a role that is not there': grantTo(STRANGER),
    'to another account': grantTo('999999999999'),
    'to everybody of IAM': grantTo('IAM_ALLOWED_PRINCIPALS'),
    'to the role of a location': grantTo(DATA),
    'to an organization': grantTo('arn:aws:organizations::999999999999:organization/o-1234567890'),
    'to a user': grantTo('arn:aws:iam::111111111111:user/eve'),
    'of a location to a stranger': grantTo(STRANGER, {
      permissions: ['DATA_LOCATION_ACCESS'],
      table: undefined,
      data_location: { arn: 'arn:aws:s3:::acme-lab-trials-111111111111' },
    }),
    'of the catalogue to a stranger': grantTo(STRANGER, {
      permissions: ['CREATE_DATABASE'],
      table: undefined,
      catalog_resource: true,
    }),
    'of a tag to a stranger': grantTo(STRANGER, {
      permissions: ['DESCRIBE'],
      table: undefined,
      lf_tag: { key: 'team', values: ['a'] },
    }),
    'of all tables to a reader': grantTo('arn:aws:iam::111111111111:role/acme/acme-lab-reader', {
      table: { database_name: 'lab_trials', wildcard: true },
    }),
    'of a table to a reader, to give on': set(
      'aws_lakeformation_permissions.persona_reader__trials__visits.permissions_with_grant_option',
      ['SELECT'],
    ),
    'of INSERT to a reader': set('aws_lakeformation_permissions.persona_reader__trials__visits.permissions', [
      'DESCRIBE',
      'INSERT',
      'SELECT',
    ]),
    'of a table in the place of cells': set(
      'aws_lakeformation_permissions.cells__share_nurses__trials__subjects.principal',
      STRANGER,
    ),
  }),
  ...rows('what holds a role', 'high', {
    'other policies may be put on it': without('aws_iam_role_policies_exclusive.persona_reader'),
    'others may be attached to it': without('aws_iam_role_policy_attachments_exclusive.persona_reader'),
    'a managed policy is attached': set('aws_iam_role_policy_attachments_exclusive.persona_reader.policy_arns', [
      'arn:aws:iam::aws:policy/AdministratorAccess',
    ]),
    'a managed policy is attached by itself': adds('aws_iam_role_policy_attachment', {
      role: 'acme-lab-reader',
      policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess',
    }),
    'a further policy is named': set('aws_iam_role_policies_exclusive.persona_reader.policy_names', [
      'data-lake-user',
      'other',
    ]),
    'its sessions last longer': { ...set('aws_iam_role.persona_reader.max_session_duration', 43200), risk: 'medium' },
    'it has another path': { ...set('aws_iam_role.persona_reader.path', '/other/'), risk: 'medium' },
    'it has another name': { ...set('aws_iam_role.persona_reader.name', 'acme-lab-readers'), risk: 'medium' },
    'it has a tag': set('aws_iam_role.persona_reader.tags', { team: 'x' }),
  }),
]
