import { keyChanges, nothing, told, type Places } from './change'

/** No run gets credentials: a role deploys. */
export const OWN_ROLE: Places = {
  'mesh.yaml/backend': { type: 's3', bucket: 'acme-state', region: 'eu-central-1', prefix: 'mesh' },
  'mesh.yaml/deployRole': 'arn:aws:iam::${account}:role/terraform',
}

const CHINA: Places = {
  'mesh.yaml/hub/region': 'cn-north-1',
  'mesh.yaml/permissionsBoundary': 'arn:aws-cn:iam::${account}:policy/boundary',
  'mesh.yaml/services/databricks/audience': undefined,
  'mesh.yaml/services/portal': undefined,
  'mesh.yaml/hooks/alarmTopic': undefined,
  'lab.yaml/region': 'cn-north-1',
  'lab.yaml/services': ['databricks', 'notebooks'],
  'lab.yaml/home': undefined,
}

export const meshKeys = keyChanges({
  'mesh.yaml/mesh': told('critical', 'other', {
    also: { 'mesh.yaml/waive/0/at': 'other-lab-tester/queue', 'lab.yaml/waive/0/at': 'other-lab-tester/queue' },
  }),
  'mesh.yaml/partition': told('critical', 'aws-cn', { also: CHINA }),
  'mesh.yaml/sourceIdentity': told('high', '*@example.org'),
  'mesh.yaml/hub/account': told('critical', '333333333333', {
    before: { 'mesh.yaml/hooks/alarmTopic': undefined },
  }),
  'mesh.yaml/hub/region': told('high', 'eu-west-1', {
    before: {
      'mesh.yaml/hooks/alarmTopic': undefined,
      'mesh.yaml/services/portal': undefined,
      'lab.yaml/services': ['databricks', 'notebooks'],
      'lab.yaml/home': undefined,
    },
  }),

  'mesh.yaml/backend': told('critical', undefined, {
    also: { 'mesh.yaml/deployRole': 'arn:aws:iam::${account}:role/terraform' },
  }),
  'mesh.yaml/backend/type': told('critical', 'local', {
    before: OWN_ROLE,
    also: {
      'mesh.yaml/backend/bucket': undefined,
      'mesh.yaml/backend/region': undefined,
      'mesh.yaml/backend/prefix': undefined,
    },
  }),
  'mesh.yaml/backend/bucket': told('critical', 'evil-state', { before: OWN_ROLE }),
  'mesh.yaml/backend/region': told('critical', 'eu-west-1', { before: OWN_ROLE }),
  'mesh.yaml/backend/prefix': told('critical', 'other', { before: OWN_ROLE }),
  'mesh.yaml/backend/organization': told('critical', 'evil-org'),
  'mesh.yaml/backend/project': told('critical', 'Other mesh'),
  'mesh.yaml/backend/hostname': told('critical', 'terraform.example.org'),
  'mesh.yaml/backend/credentials': told('critical', undefined, {
    also: { 'mesh.yaml/deployRole': 'arn:aws:iam::${account}:role/terraform' },
  }),
  'mesh.yaml/backend/credentials/audience': told('critical', 'aws:other'),
  'mesh.yaml/deployRole': told('critical', 'arn:aws:iam::${account}:role/other', { before: OWN_ROLE }),
  'mesh.yaml/permissionsBoundary': told('high', undefined),
  'mesh.yaml/directory': told('high', 'all-groups.txt'),
  'mesh.yaml/classifications': told('high', ['open', 'secret', 'team', 'top-secret']),
  'mesh.yaml/regions': nothing('it says which Regions there are: each environment says itself where it is', [
    'eu-new-1',
  ]),
  'mesh.yaml/quotas': nothing('it says how much AWS takes: what is more, AWS refuses', undefined),
  'mesh.yaml/quotas/trustPolicy': nothing('it says how much AWS takes, and each environment says so itself', 8192),
  'mesh.yaml/quotas/roles': nothing('it says how much AWS takes: what is more, AWS refuses', 3000),
  'mesh.yaml/quotas/oidcProviders': nothing('it says how much AWS takes: what is more, AWS refuses', 300),
  'mesh.yaml/tags/cost-owner': told('high', 'other'),

  'mesh.yaml/services/reports': told('high', {
    protocol: 'oidc',
    issuer: 'https://acme.okta.com/oauth2/aus1',
    clientIds: ['reports'],
  }),
  'mesh.yaml/services/databricks/protocol': told('high', 'oidc', {
    also: {
      'mesh.yaml/services/databricks/issuer': 'https://acme.okta.com/oauth2/aus1',
      'mesh.yaml/services/databricks/clientIds': ['databricks'],
      'mesh.yaml/services/databricks/metadata': undefined,
      'mesh.yaml/services/databricks/audience': undefined,
      'mesh.yaml/services/databricks/lakeFormationGroups': undefined,
    },
  }),
  'mesh.yaml/services/databricks/metadata': told('high', 'saml/powerbi.xml'),
  'mesh.yaml/services/databricks/application': told('high', '0oa9'),
  'mesh.yaml/services/databricks/maxGroups': told('high', 20),
  'mesh.yaml/services/databricks/groupsClaim': told('high', 'roles'),
  'mesh.yaml/services/databricks/audience': told('high', undefined),
  'mesh.yaml/services/databricks/lakeFormationGroups': told('medium', true),
  'mesh.yaml/services/databricks/adopt': told('medium', ['lab'], {
    before: { 'mesh.yaml/services/databricks/adopt': undefined },
  }),
  'mesh.yaml/services/notebooks/issuer': told('high', 'https://acme.okta.com/oauth2/aus2'),
  'mesh.yaml/services/notebooks/clientIds': told('high', ['notebooks', 'other']),
  'mesh.yaml/services/notebooks/application': told('high', '0oa9'),
  'mesh.yaml/services/notebooks/maxGroups': told('high', 10),
  'mesh.yaml/services/notebooks/groupsClaim': told('high', 'roles'),
  'mesh.yaml/services/notebooks/adopt': told('medium', ['lab'], {
    before: { 'mesh.yaml/services/notebooks/adopt': undefined },
  }),
  'mesh.yaml/services/portal/identityPool': told('high', 'eu-central-1:11111111-2222-3333-4444-555555555556'),
  'mesh.yaml/services/portal/userPool': told('high', undefined),
  'mesh.yaml/services/portal/userPool/metadata': told('high', 'saml/powerbi.xml'),
  'mesh.yaml/services/portal/userPool/domain': told('high', 'acme-sign-on'),
  'mesh.yaml/services/portal/userPool/callbackUrls': told('high', ['https://evil.example.com/']),
  'mesh.yaml/services/portal/userPool/logoutUrls': told('high', ['https://evil.example.com/']),
  'mesh.yaml/services/portal/userPool/trigger': told(
    'critical',
    'arn:aws:lambda:eu-central-1:999999999999:function:claims',
  ),
  'mesh.yaml/services/portal/userPool/groupsAttribute': told('high', 'custom:groups', {
    before: { 'mesh.yaml/services/portal/userPool/trigger': undefined },
  }),
  'mesh.yaml/services/portal/application': told('high', '0oa9'),
  'mesh.yaml/services/portal/maxGroups': told('high', 10),
  'mesh.yaml/services/portal/groupsClaim': told('high', 'roles'),

  'mesh.yaml/hooks': told('high', undefined, {
    before: { 'mesh.yaml/okta': undefined },
    also: { 'mesh.yaml/sync': 'off' },
  }),
  'mesh.yaml/hooks/attributes/initials': told('high', 'mail', {
    also: { 'mesh.yaml/okta/attributes/mail': 'user.mail', 'mesh.yaml/okta/attributes/initials': undefined },
  }),
  'mesh.yaml/hooks/authentication': told('high', undefined),
  'mesh.yaml/hooks/authentication/type': told('high', 'secret', {
    also: {
      'mesh.yaml/hooks/authentication/issuer': undefined,
      'mesh.yaml/hooks/authentication/audience': undefined,
      'mesh.yaml/hooks/authentication/scope': undefined,
    },
  }),
  'mesh.yaml/hooks/authentication/issuer': told('high', 'https://acme.okta.com/oauth2/other'),
  'mesh.yaml/hooks/authentication/audience': told('medium', 'api://other'),
  'mesh.yaml/hooks/authentication/scope': told('high', 'other.call'),
  'mesh.yaml/hooks/throttling': told('medium', undefined),
  'mesh.yaml/hooks/throttling/rate': told('medium', 30),
  'mesh.yaml/hooks/throttling/burst': told('medium', 50),
  'mesh.yaml/hooks/concurrency': told('medium', undefined),
  'mesh.yaml/hooks/concurrency/reserved': told('medium', 60),
  'mesh.yaml/hooks/concurrency/provisioned': told('medium', 3),
  'mesh.yaml/hooks/runtime': told('medium', 'nodejs24.x'),
  'mesh.yaml/hooks/logDays': told('medium', 1),
  'mesh.yaml/hooks/alarmTopic': told('medium', undefined),
  'mesh.yaml/hooks/runTask': told('high', undefined),
  'mesh.yaml/hooks/runTask/failOn': told('high', 'critical'),
  'mesh.yaml/hooks/runTask/hostname': told('medium', 'terraform.example.org'),
  'mesh.yaml/sync': told('medium', 'off'),

  'mesh.yaml/okta': told('high', undefined),
  'mesh.yaml/okta/orgUrl': told('critical', 'https://other.okta.com', {
    also: {
      'mesh.yaml/services/notebooks/issuer': 'https://other.okta.com/oauth2/aus1',
      'mesh.yaml/hooks/authentication/issuer': 'https://other.okta.com/oauth2/hooks',
    },
  }),
  'mesh.yaml/okta/groups/startsWith': told('high', 'A'),
  'mesh.yaml/okta/groups/matches': told('high', 'ADG-.*', {
    also: { 'mesh.yaml/okta/groups/startsWith': undefined },
  }),
  'mesh.yaml/okta/attributes/initials': told('high', 'user.login'),

  'mesh.yaml/personas/reviewer': told(
    'medium',
    { scope: 'all', data: { table: ['SELECT'] } },
    {
      also: { 'lab.yaml/personas/reviewer': ['ADG-READERS'] },
    },
  ),
  'mesh.yaml/personas/tester/description': nothing('it is for people', 'Tests.'),
  'mesh.yaml/personas/tester/data': told('high', { database: ['DESCRIBE'], table: ['SELECT', 'DESCRIBE', 'DELETE'] }),
  'mesh.yaml/personas/tester/data/database': told('high', ['DESCRIBE', 'ALTER']),
  'mesh.yaml/personas/tester/data/table': told('high', ['SELECT', 'DESCRIBE', 'INSERT']),
  'mesh.yaml/personas/tester/scope': told('medium', 'all', {
    before: { 'lab.yaml/datasets/trials/access/3/tables': ['visits'] },
    also: { 'lab.yaml/datasets/trials/access/3': undefined },
  }),
  'mesh.yaml/personas/auditor/services': told('high', ['portal']),
  'mesh.yaml/personas/tester/policies': told('high', ['data-lake-user', 'queue', 'pipeline-author']),
  'mesh.yaml/personas/tester/sessionHours': told('medium', 12),
  'mesh.yaml/review': told('high', undefined),
  'mesh.yaml/review/risk/new-group': told('high', 'none'),
  'mesh.yaml/waive': told('high', [
    { rule: 'administrative-action', at: 'acme-lab-tester/queue', reason: 'asked for' },
    { rule: 'pass-role', at: 'acme-lab-tester/queue', reason: 'asked for' },
  ]),
  'mesh.yaml/waive/0/rule': told('high', 'pass-role', {
    before: { 'mesh.yaml/waive/0/rule': 'many-stars', 'lab.yaml/waive/0/rule': 'administrative-action' },
  }),
  'mesh.yaml/waive/0/at': told('high', 'acme-lab-reader/data-lake-user', {
    before: { 'mesh.yaml/waive/0/rule': 'many-stars', 'lab.yaml/waive/0/rule': 'administrative-action' },
  }),
  'mesh.yaml/waive/0/reason': nothing('it is for people', 'CR-2'),
})
