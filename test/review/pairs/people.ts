import { pair } from '../pair'

const AUDITOR = `
personas:
  auditor: { data: { database: [DESCRIBE], table: [DESCRIBE] }, policies: [catalog-reader] }
`
const withAuditor = (mesh: string): [string, string] => ['services:\n', `${mesh.trimStart()}services:\n`]
const WITH_AUDIT: [string, string] = ['reader: [READERS]', 'reader: [READERS]\n  auditor: [AUDIT]']

/** Groups come to personas, leave them, and change between them; personas are made and changed. */
export const people = [
  pair('a group is added to a persona', {
    after: { 'lab.yaml': [['[READERS]', '[READERS, NURSES]']] },
    gained: [
      'lab notebooks NURSES acme-lab-reader default,trials DESCRIBE',
      'lab notebooks NURSES acme-lab-reader trials.visits DESCRIBE,SELECT',
    ],
  }),
  pair('a group is removed from a persona', {
    before: { 'lab.yaml': [['[READERS]', '[READERS, NURSES]']] },
    after: { 'lab.yaml': [['[READERS, NURSES]', '[NURSES]']] },
    lost: [
      'lab notebooks READERS acme-lab-reader default,trials DESCRIBE',
      'lab notebooks READERS acme-lab-reader trials.visits DESCRIBE,SELECT',
    ],
  }),
  pair('a group of a persona has another name', {
    after: { 'lab.yaml': [['[READERS]', '[ANALYSTS]']] },
    gained: [
      'lab notebooks ANALYSTS acme-lab-reader default,trials DESCRIBE',
      'lab notebooks ANALYSTS acme-lab-reader trials.visits DESCRIBE,SELECT',
    ],
    lost: [
      'lab notebooks READERS acme-lab-reader default,trials DESCRIBE',
      'lab notebooks READERS acme-lab-reader trials.visits DESCRIBE,SELECT',
    ],
  }),
  pair('a group moves from one persona to another', {
    before: { 'lab.yaml': [['[READERS]', '[NURSES, READERS]']] },
    after: { 'lab.yaml': [['  reader: [NURSES, READERS]', '  steward: [NURSES]\n  reader: [READERS]']] },
    gained: [
      'lab notebooks NURSES acme-lab-steward default DESCRIBE',
      'lab notebooks NURSES acme-lab-steward trials ALTER,DESCRIBE',
      'lab notebooks NURSES acme-lab-steward trials.subjects,trials.visits ALTER,DESCRIBE,SELECT',
    ],
    lost: [
      'lab notebooks NURSES acme-lab-reader default,trials DESCRIBE',
      'lab notebooks NURSES acme-lab-reader trials.visits DESCRIBE,SELECT',
    ],
  }),
  pair('a group has a second persona', {
    after: { 'lab.yaml': [['reader: [READERS]', 'reader: [READERS]\n  steward: [READERS]']] },
    gained: [
      'lab notebooks READERS acme-lab-steward default DESCRIBE',
      'lab notebooks READERS acme-lab-steward trials ALTER,DESCRIBE',
      'lab notebooks READERS acme-lab-steward trials.subjects,trials.visits ALTER,DESCRIBE,SELECT',
    ],
  }),
  pair('the groups of a persona are listed in another order', {
    before: { 'lab.yaml': [['[READERS]', '[NURSES, READERS]']] },
    after: { 'lab.yaml': [['[NURSES, READERS]', '[READERS, NURSES]']] },
  }),
  pair('developers come, whose jobs have a role of their own', {
    after: { 'lab.yaml': [['reader: [READERS]', 'reader: [READERS]\n  developer: [ENGINEERS]']] },
    gained: ['acme-lab-developer', 'acme-lab-developer-jobs'].flatMap((role) => [
      `lab notebooks ENGINEERS ${role} default DESCRIBE`,
      `lab notebooks ENGINEERS ${role} trials CREATE_TABLE,DESCRIBE`,
      `lab notebooks ENGINEERS ${role} trials.subjects,trials.visits ALTER,DELETE,DESCRIBE,INSERT,SELECT`,
      `lab notebooks ENGINEERS ${role} s3://acme-lab-trials-111111111111/ DATA_LOCATION_ACCESS,s3:DeleteObject,s3:PutObject`,
    ]),
  }),
  pair('the last group of a persona leaves', {
    after: { 'lab.yaml': [['owner: [OWNERS]', 'owner: []']] },
    lost: [
      'lab notebooks OWNERS acme-lab-owner default DESCRIBE',
      'lab notebooks OWNERS acme-lab-owner trials ALTER,CREATE_TABLE,DESCRIBE,DROP',
      'lab notebooks OWNERS acme-lab-owner trials.subjects,trials.visits ALTER,DELETE,DESCRIBE,DROP,INSERT,SELECT',
      'lab notebooks OWNERS acme-lab-owner s3://acme-lab-trials-111111111111/ DATA_LOCATION_ACCESS,s3:DeleteObject,s3:PutObject',
    ],
  }),
  pair('a persona of the mesh is added', {
    after: { 'mesh.yaml': [withAuditor(AUDITOR)], 'lab.yaml': [WITH_AUDIT] },
    gained: [
      'lab notebooks AUDIT acme-lab-auditor default,trials DESCRIBE',
      'lab notebooks AUDIT acme-lab-auditor trials.subjects,trials.visits DESCRIBE',
    ],
  }),
  pair('the data level of a persona is raised', {
    before: { 'mesh.yaml': [withAuditor(AUDITOR)], 'lab.yaml': [WITH_AUDIT] },
    after: { 'mesh.yaml': [['table: [DESCRIBE] }', 'table: [DESCRIBE, SELECT] }']] },
    gained: ['lab notebooks AUDIT acme-lab-auditor trials.subjects,trials.visits SELECT'],
  }),
  pair('a persona may do more in the account, and nothing more with data', {
    before: { 'mesh.yaml': [withAuditor(AUDITOR)], 'lab.yaml': [WITH_AUDIT] },
    after: { 'mesh.yaml': [['policies: [catalog-reader]', 'policies: [catalog-reader, data-lake-user]']] },
  }),
  pair('a persona no longer has the policy that writes files', {
    after: { 'mesh.yaml': [withAuditor('personas: { owner: { policies: [data-lake-user, catalog-writer] } }\n')] },
    lost: [
      'lab notebooks OWNERS acme-lab-owner s3://acme-lab-trials-111111111111/ DATA_LOCATION_ACCESS,s3:DeleteObject,s3:PutObject',
    ],
  }),
  pair('a persona may create tables', {
    before: { 'mesh.yaml': [withAuditor('personas: { reader: { policies: [data-lake-user, data-writer] } }\n')] },
    after: {
      'mesh.yaml': [['reader: { policies', 'reader: { data: { database: [CREATE_TABLE, DESCRIBE] }, policies']],
    },
    gained: [
      'lab notebooks READERS acme-lab-reader trials CREATE_TABLE',
      'lab notebooks READERS acme-lab-reader s3://acme-lab-trials-111111111111/ DATA_LOCATION_ACCESS,s3:DeleteObject,s3:PutObject',
    ],
  }),
  pair('a persona has all datasets instead of what entries give it', {
    after: {
      'mesh.yaml': [withAuditor('personas: { reader: { scope: all } }\n')],
      'lab.yaml': [['      - to: { persona: reader }\n        tables: [visits]\n', '']],
    },
    gained: ['lab notebooks READERS acme-lab-reader trials.subjects DESCRIBE,SELECT'],
  }),
  pair('the sessions of a persona last longer', {
    after: { 'mesh.yaml': [withAuditor('personas: { reader: { sessionHours: 4 } }\n')] },
    changed: [
      'lab notebooks READERS acme-lab-reader default,trials DESCRIBE | hours 1 => hours 4',
      'lab notebooks READERS acme-lab-reader trials.visits DESCRIBE,SELECT | hours 1 => hours 4',
    ],
  }),
  pair('the sessions of a persona are shorter', {
    before: { 'mesh.yaml': [withAuditor('personas: { reader: { sessionHours: 8 } }\n')] },
    after: { 'mesh.yaml': [['sessionHours: 8', 'sessionHours: 2']] },
    changed: [
      'lab notebooks READERS acme-lab-reader default,trials DESCRIBE | hours 8 => hours 2',
      'lab notebooks READERS acme-lab-reader trials.visits DESCRIBE,SELECT | hours 8 => hours 2',
    ],
  }),
  pair('the sessions of a persona last longer in one environment', {
    after: { 'lab.yaml': [['reader: [READERS]', 'reader: { groups: [READERS], sessionHours: 4 }']] },
    changed: [
      'lab notebooks READERS acme-lab-reader default,trials DESCRIBE | hours 1 => hours 4',
      'lab notebooks READERS acme-lab-reader trials.visits DESCRIBE,SELECT | hours 1 => hours 4',
    ],
  }),
  pair('a persona may write in one environment', {
    after: {
      'lab.yaml': [
        [
          'reader: [READERS]',
          'reader: { groups: [READERS], data: { table: [DESCRIBE, INSERT, SELECT] }, policies: [data-lake-user] }',
        ],
      ],
    },
    gained: ['lab notebooks READERS acme-lab-reader trials.visits INSERT'],
  }),
  pair('a retired group returns', {
    before: { 'registry.lock.json': lock({}, { Nu12: 'NURSES' }) },
    after: {
      'lab.yaml': [['[READERS]', '[READERS, NURSES]']],
      'registry.lock.json': lock({ NURSES: 'Nu12' }, {}),
    },
    gained: [
      'lab notebooks NURSES acme-lab-reader default,trials DESCRIBE',
      'lab notebooks NURSES acme-lab-reader trials.visits DESCRIBE,SELECT',
    ],
  }),
]

/** A registry with what a pair is about beside the groups of the base. */
function lock(groups: Readonly<Record<string, string>>, retired: Readonly<Record<string, string>>): string {
  const all = { OWNERS: 'Ow12', READERS: 'Re12', STATISTICS: 'St12', ...groups }
  return JSON.stringify({
    groups: Object.fromEntries(Object.entries(all).map(([group, code]) => [group, { code }])),
    retired,
    environments: { lab: { account: '111111111111' } },
  })
}
