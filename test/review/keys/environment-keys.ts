import { keyChanges, nothing, told } from './change'
import { OWN_ROLE } from './mesh-keys'

export const environmentKeys = keyChanges({
  'lab.yaml/domain': told('high', 'other'),
  'lab.yaml/stage': told('high', 'dev'),
  'lab.yaml/account': told('critical', '222222222222', {
    before: { 'registry.lock.json/environments/lab': undefined },
  }),
  'lab.yaml/region': told('high', 'eu-west-1'),
  'lab.yaml/state': told('medium', 'closed'),
  'lab.yaml/services': told('high', ['databricks', 'notebooks', 'portal', 'powerbi']),
  'lab.yaml/administrators': told(
    'high',
    ['arn:aws:iam::${account}:role/terraform', 'arn:aws:iam::${account}:role/other'],
    { before: OWN_ROLE },
  ),
  'lab.yaml/delegation': told('high', true),
  'lab.yaml/quotas': told('high', undefined),
  'lab.yaml/quotas/trustPolicy': told('high', 4096),
  'lab.yaml/quotas/roles': nothing('it says how much AWS takes: what is more, AWS refuses', 3000),
  'lab.yaml/quotas/oidcProviders': nothing('it says how much AWS takes: what is more, AWS refuses', 300),
  'lab.yaml/personas/reader': told('high', ['ADG-READERS', 'ADG-NEWCOMERS']),

  'lab.yaml/personas/inspector/groups': told('low', ['ADG-INSPECTORS', 'ADG-NEWCOMERS']),
  'lab.yaml/personas/inspector/description': nothing('it is for people', 'Inspects.'),
  'lab.yaml/personas/inspector/data': told('high', { table: ['SELECT', 'DESCRIBE', 'DELETE'] }),
  'lab.yaml/personas/inspector/data/database': told('high', ['DESCRIBE', 'ALTER']),
  'lab.yaml/personas/inspector/data/table': told('high', ['SELECT', 'DESCRIBE', 'INSERT']),
  'lab.yaml/personas/inspector/scope': told('high', 'all', {
    also: { 'lab.yaml/datasets/weather/access': undefined },
  }),
  'lab.yaml/personas/inspector/policies': told('high', ['data-lake-user', 'pipeline-author']),
  'lab.yaml/personas/inspector/sessionHours': told('medium', 12),
  'lab.yaml/personas/inspector/services': told('high', ['portal']),

  'lab.yaml/datasets/further': told('high', {
    owner: 'ADG-APPROVERS',
    classification: 'team',
    tables: { all: { columns: { id: 'string' } } },
  }),
  'lab.yaml/datasets/trials/description': nothing('it is for people', 'Trials.'),
  'lab.yaml/datasets/weather/owner': told('high', 'ADG-OWNERS'),
  'lab.yaml/datasets/trials/stewards': told('high', ['ADG-STEWARDS', 'ADG-NEWCOMERS']),
  'lab.yaml/datasets/trials/classification': told('high', 'team'),
  'lab.yaml/datasets/trials/tables/further': told('high', { columns: { id: 'string' } }),
  'lab.yaml/datasets/trials/tables/visits/columns/email': told('medium', 'string'),
  'lab.yaml/datasets/trials/tables/visits/partitions/patient': told('medium', 'string'),
  'lab.yaml/datasets/trials/tables/subjects/format': told('medium', 'orc'),
  'lab.yaml/datasets/trials/tables/subjects/managed': told('critical', false),
  'lab.yaml/datasets/trials/tables/subjects/description': nothing('it is for people', 'All who take part.'),
  'lab.yaml/datasets/trials/live': told('high', 'read'),
  'lab.yaml/datasets/trials/live/permissions': told('high', 'write', {
    before: { 'lab.yaml/datasets/trials/live': { permissions: 'read' } },
  }),
  'lab.yaml/datasets/trials/live/tables': told('high', ['visits', 'subjects'], {
    before: { 'lab.yaml/datasets/trials/live': { tables: ['visits'] } },
  }),
  'lab.yaml/datasets/trials/access': told('high', [
    { to: { persona: 'reader' }, tables: ['visits'], permissions: 'read' },
    { to: { group: 'ADG-NURSES' }, tables: ['subjects'] },
  ]),
  'lab.yaml/datasets/trials/access/0/to/persona': told('high', 'auditor'),
  'lab.yaml/datasets/trials/access/2/to/group': told('high', 'ADG-NEWCOMERS'),
  'lab.yaml/datasets/trials/access/4/to/live': told('high', 'ADG-NURSES', {
    before: {
      'lab.yaml/datasets/trials/live': 'read',
      'lab.yaml/datasets/trials/access/4': { to: { live: 'ADG-STATISTICS' } },
    },
  }),
  'lab.yaml/datasets/trials/access/0/permissions': told('high', 'write'),
  'lab.yaml/datasets/trials/access/0/tables': told('medium', ['visits', 'subjects']),
  'lab.yaml/datasets/trials/access/2/columns': told('high', undefined),
  'lab.yaml/datasets/trials/access/2/columns/only': told('medium', ['id', 'country', 'ssn', 'year']),
  'lab.yaml/datasets/trials/access/1/columns/except': told('medium', ['country']),
  'lab.yaml/datasets/trials/access/1/rows': told('medium', "country = 'SE'"),
  'lab.yaml/datasets/trials/access/0/files': told('medium', true),
  'lab.yaml/datasets/trials/access/1/roleName': told('high', 'others'),
  'lab.yaml/datasets/weather/access/0/services': told('high', ['portal'], {
    before: { 'lab.yaml/datasets/weather/access': [{ to: { group: 'ADG-NEWCOMERS' } }] },
  }),
  'lab.yaml/datasets/trials/access/1/approvedBy': told('high', 'ADG-STEWARDS'),
  'lab.yaml/datasets/trials/access/1/reason': nothing('it is for people', 'CR-2'),

  'lab.yaml/home': told('critical', undefined),
  'lab.yaml/home/bucket': told('critical', 'people-of-others'),
  'lab.yaml/home/services': told('high', ['portal', 'databricks']),
  'lab.yaml/home/groups': told('medium', ['ADG-READERS', 'ADG-NURSES']),
  'lab.yaml/home/attributes': told('high', { user: 'department', department: 'initials' }),
  'lab.yaml/home/attributes/user': told('high', 'department', {
    also: { 'lab.yaml/home/attributes/department': 'initials' },
  }),
  'lab.yaml/home/attributes/department': told('high', 'place', {
    before: {
      'mesh.yaml/hooks/attributes/place': 'place',
      'mesh.yaml/okta/attributes/place': 'user.place',
    },
  }),
  'lab.yaml/home/departmentWrite': told('high', 'write', { also: { 'lab.yaml/home/departmentWriters': undefined } }),
  'lab.yaml/home/departmentWriters': told('high', ['ADG-OWNERS', 'ADG-NURSES']),
  'lab.yaml/home/sessionHours': told('medium', 12),
  'lab.yaml/waive': told('high', [
    { rule: 'many-stars', at: 'acme-lab-tester/queue', reason: 'asked for' },
    { rule: 'many-stars', at: 'acme-lab-reader/data-lake-user', reason: 'asked for' },
  ]),
  'lab.yaml/waive/0/rule': told('high', 'version'),
  'lab.yaml/waive/0/at': told('high', 'acme-lab-reader/data-lake-user'),
  'lab.yaml/waive/0/reason': nothing('it is for people', 'CR-2'),

  'registry.lock.json/groups/ADG-NEWCOMERS': told(
    'critical',
    { code: 'zNew' },
    {
      before: { 'lab.yaml/home/groups': undefined },
      also: { 'lab.yaml/home/groups': ['ADG-NEWCOMERS'] },
    },
  ),
  'registry.lock.json/groups/ADG-READERS/code': told('critical', 'zRea'),
  'registry.lock.json/retired/Lea1': told('critical', undefined),
  'registry.lock.json/environments/lab': nothing(
    'it is made of the files, and one that says otherwise is an error',
    undefined,
  ),
  'registry.lock.json/environments/lab/account': told('critical', '222222222222', {
    also: { 'lab.yaml/account': '222222222222' },
  }),
  'registry.lock.json/environments/lab/region': nothing(
    'it is made of the files, and one that says otherwise is an error',
    'eu-central-1',
  ),
  'registry.lock.json/environments/lab/state': nothing('it is made of the files', 'closed'),
})
