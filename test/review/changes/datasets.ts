import { files, from, rows, type Change } from './change'
import type { Edit } from '../pair'

const lab = (...edits: readonly Edit[]): Change => files({ 'lab.yaml': edits })
const mesh = (...edits: readonly Edit[]): Change => files({ 'mesh.yaml': edits })

const REGISTRY = (code: string): string =>
  JSON.stringify({ groups: { READERS: { code } }, retired: {}, environments: {} })
const LEFT = JSON.stringify({ groups: {}, retired: { Left: 'LEAVERS' }, environments: {} })
const OWN_TEMPLATE = 'templates/policies/queue.json.hbs'
const waived = (rule: string): string => `waive: [{ rule: ${rule}, at: acme-lab-reader/queue, reason: asked for }]\n`
const ADMINISTRATIVE = waived('administrative-action')
const ESCALATES = waived('privilege-escalation')
/** What rules forbid may be waived. */
const template = (action: string, waive = ''): Change =>
  files({
    [OWN_TEMPLATE]: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: action, Resource: 'arn:aws:x:::y' }],
    }),
    'mesh.yaml': [['services:\n', `personas: { reader: { policies: [data-lake-user, queue] } }\n${waive}services:\n`]],
  })

const APPROVED: Edit = [
  'days: { columns: { day: date, rain: double } }\n    access:\n      - to: { persona: reader }\n',
  'days: { columns: { day: date, rain: double } }\n    access:\n      - to: { persona: reader }\n        approvedBy: METEOROLOGISTS\n',
]
const DIRECTORY: Edit = ['services:\n', 'directory: groups.txt\nservices:\n']
const GROUPS = 'APPROVERS\nFORECASTERS\nMETEOROLOGISTS\nNURSES\nOWNERS\nREADERS\nSTATISTICS\n'

/** What the files say of data, and of those who agree. */
export const datasets = [
  ...rows('who must agree', 'high', {
    'a classification is lowered': lab(['confidential', 'internal']),
    'a classification is lowered to public': lab(['confidential', 'public']),
    'classifications are in another order': mesh([
      'deployRole:',
      'classifications: [confidential, public, internal, restricted]\ndeployRole:',
    ]),
    'a dataset has another owner': lab(['owner: APPROVERS', 'owner: OTHERS']),
    'a dataset has a steward': lab(['owner: APPROVERS', 'owner: APPROVERS\n    stewards: [OTHERS]']),
    'a dataset has another steward': lab(['[METEOROLOGISTS]', '[OTHERS]']),
    'a dataset has no steward': lab(['    stewards: [METEOROLOGISTS]\n', '']),
    'another approves an entry': files(
      { 'lab.yaml': [['approvedBy: METEOROLOGISTS', 'approvedBy: FORECASTERS']] },
      { 'lab.yaml': [APPROVED] },
    ),
    'nobody approves an entry': files(
      {
        'lab.yaml': [
          [
            '      - to: { persona: reader }\n        approvedBy: METEOROLOGISTS\n',
            '      - to: { persona: reader }\n',
          ],
        ],
      },
      { 'lab.yaml': [APPROVED] },
    ),
    'a rule is waived': mesh([
      'services:\n',
      'waive: [{ rule: pass-role, at: acme-lab-reader, reason: so }]\nservices:\n',
    ]),
    'a rule is waived in an environment': lab([
      'services: [',
      'waive: [{ rule: pass-role, at: acme-lab-reader, reason: so }]\nservices: [',
    ]),
    'no directory says which groups there are': files(
      { 'mesh.yaml': [['directory: groups.txt\n', '']] },
      { 'mesh.yaml': [DIRECTORY], 'groups.txt': GROUPS },
    ),
    'another directory says which groups there are': files(
      { 'mesh.yaml': [['groups.txt', 'others.txt']], 'others.txt': `${GROUPS}EVE\n` },
      { 'mesh.yaml': [DIRECTORY], 'groups.txt': GROUPS },
    ),
    'a reason is rated lower': mesh(['deployRole:', 'review: { risk: { new-group: none } }\ndeployRole:']),
    'a reason is rated higher': mesh(['deployRole:', 'review: { risk: { new-group: high } }\ndeployRole:']),
  }),
  ...rows('codes', 'critical', {
    'a group has another code': files(
      { 'registry.lock.json': REGISTRY('aB3d') },
      { 'registry.lock.json': REGISTRY('ZW73') },
    ),
    'a group has a code of run time': files(
      { 'registry.lock.json': REGISTRY('zB3d') },
      { 'registry.lock.json': REGISTRY('aB3d') },
    ),
    'a group that comes has a code of run time': files(
      {
        'registry.lock.json': JSON.stringify({ groups: { EVE: { code: 'zEve' } }, retired: {}, environments: {} }),
        'lab.yaml': [['[READERS]', '[READERS, EVE]']],
      },
      { 'registry.lock.json': JSON.stringify({ groups: {}, retired: {}, environments: {} }) },
    ),
    'a group that comes has a retired code': files(
      {
        'registry.lock.json': JSON.stringify({ groups: { EVE: { code: 'Left' } }, retired: {}, environments: {} }),
        'lab.yaml': [['[READERS]', '[READERS, EVE]']],
      },
      { 'registry.lock.json': LEFT },
    ),
    'a code is retired no more': files(
      { 'registry.lock.json': JSON.stringify({ groups: {}, retired: {}, environments: {} }) },
      { 'registry.lock.json': LEFT },
    ),
    'a group has the code of another': files(
      {
        'registry.lock.json': JSON.stringify({
          groups: { READERS: { code: 'fI4M' }, OWNERS: { code: 'ZW73' } },
          retired: {},
          environments: {},
        }),
      },
      {
        'registry.lock.json': JSON.stringify({
          groups: { READERS: { code: 'ZW73' }, OWNERS: { code: 'fI4M' } },
          retired: {},
          environments: {},
        }),
      },
    ),
  }),
  ...rows('templates of a mesh', 'high', {
    'a persona changes functions': template('lambda:UpdateFunctionCode', ESCALATES),
    'a persona reads secrets': template('secretsmanager:GetSecretValue', ESCALATES),
    'a persona writes items': template('dynamodb:PutItem'),
    'a persona runs commands': template('ssm:SendCommand', ESCALATES),
    'a persona passes roles': template('iam:PassRole'),
    'a persona assumes roles': template('sts:AssumeRole', ADMINISTRATIVE),
    'a persona changes its keys': template('kms:PutKeyPolicy', ADMINISTRATIVE),
  }),
  ...rows('who reaches what', 'medium', {
    'one more group': lab(['[READERS]', '[READERS, DOCTORS]']),
    'one more service': lab(['[notebooks, databricks]', '[notebooks, databricks, powerbi]']),
    'one more table': lab(['tables: [visits]', 'tables: [visits, subjects]']),
    'a limit on columns goes': lab(['        columns: { only: [id, country] }\n', '']),
    'a limit on columns is wider': lab(['only: [id, country]', 'only: [id, country, ssn]']),
    'a limit on rows goes': lab([`        rows: "country = 'DK'"\n`, '']),
    'a limit on rows is another': lab([`country = 'DK'`, `country = 'SE'`]),
    'files are read': lab(['        tables: [visits]\n', '        tables: [visits]\n        files: true\n']),
    'owners give on': from(
      { 'lab.yaml': [['owner: APPROVERS', 'owner: OWNERS']] },
      lab(['services: [', 'delegation: true\nservices: [']),
    ),
    'sessions are longer': mesh(['services:\n', 'personas: { reader: { sessionHours: 12 } }\nservices:\n']),
    'a persona has all data': files({
      'mesh.yaml': [['services:\n', 'personas: { reader: { scope: all } }\nservices:\n']],
      'lab.yaml': [
        ['      - to: { persona: reader }\n        tables: [visits]\n', ''],
        ['    access:\n      - to: { persona: reader }\n', ''],
      ],
    }),
    'a persona writes': mesh([
      'services:\n',
      'personas: { reader: { data: { table: [SELECT, DESCRIBE, INSERT] }, policies: [data-lake-user, data-writer] } }\nservices:\n',
    ]),
    'source identities are others': mesh(['*@example.com', '*@example.org']),
    'storage for people': lab([
      'personas:\n',
      'home: { bucket: people-of-the-lab, services: [databricks], groups: [READERS] }\npersonas:\n',
    ]),
    'roles have a boundary no more': files(
      { 'mesh.yaml': [['permissionsBoundary: "arn:aws:iam::111111111111:policy/boundary"\n', '']] },
      {
        'mesh.yaml': [['deployRole:', 'permissionsBoundary: "arn:aws:iam::111111111111:policy/boundary"\ndeployRole:']],
      },
    ),
    'another administrator of the lake': lab([
      'services: [',
      'administrators: ["arn:aws:iam::111111111111:role/terraform", "arn:aws:iam::111111111111:role/other"]\nservices: [',
    ]),
  }),
  ...rows('columns', 'medium', {
    'a column comes to sensitive data': lab(['ssn: string', 'ssn: string, email: string']),
    'a partition comes to sensitive data': lab([
      'partitions: { year: int }',
      'partitions: { year: int, patient: string }',
    ]),
    'a column has another type': lab(['ssn: string', 'ssn: int']),
  }),
  ...rows('data that is moved or gone', 'high', {
    'an environment is in another Region': lab(['region: eu-central-1', 'region: us-east-1']),
    'the hub is in another Region': mesh(['"000000000000", region: eu-central-1', '"000000000000", region: us-east-1']),
    'everything is tagged': mesh(['deployRole:', 'tags: { team: x }\ndeployRole:']),
    'a table is gone': {
      ...lab(
        ['      visits: { columns: { id: string, visit: date }, partitions: { year: int } }\n', ''],
        ['      - to: { persona: reader }\n        tables: [visits]\n', ''],
      ),
      risk: 'critical',
    },
    'a dataset is gone': {
      ...lab([
        `  weather:
    owner: FORECASTERS
    stewards: [METEOROLOGISTS]
    classification: public
    tables:
      days: { columns: { day: date, rain: double } }
    access:
      - to: { persona: reader }
`,
        '',
      ]),
      risk: 'critical',
    },
  }),
]
