import { pair, type Edit } from '../pair'

/** The share of the base, with more keys. */
const share = (...keys: string[]): Edit => ['[subjects]', ['[subjects]', ...keys].join('\n        ')]
const more = (text: string): Edit => ['        tables: [subjects]\n', `        tables: [subjects]\n${text}`]

/** Groups of other teams get roles of their own, with more and with less. */
export const shares = [
  pair('a table is shared with a group', {
    after: { 'lab.yaml': [more('      - to: { group: GENETICS }\n        tables: [subjects]\n')] },
    gained: [
      'lab notebooks GENETICS acme-lab-share-genetics default,trials DESCRIBE',
      'lab notebooks GENETICS acme-lab-share-genetics trials.subjects DESCRIBE,SELECT',
    ],
  }),
  pair('a share is removed', {
    after: { 'lab.yaml': [['      - to: { group: STATISTICS }\n        tables: [subjects]\n', '']] },
    lost: [
      'lab notebooks STATISTICS acme-lab-share-statistics default,trials DESCRIBE',
      'lab notebooks STATISTICS acme-lab-share-statistics trials.subjects DESCRIBE,SELECT',
    ],
  }),
  pair('a share goes to another group', {
    after: { 'lab.yaml': [['group: STATISTICS', 'group: GENETICS']] },
    gained: [
      'lab notebooks GENETICS acme-lab-share-genetics default,trials DESCRIBE',
      'lab notebooks GENETICS acme-lab-share-genetics trials.subjects DESCRIBE,SELECT',
    ],
    lost: [
      'lab notebooks STATISTICS acme-lab-share-statistics default,trials DESCRIBE',
      'lab notebooks STATISTICS acme-lab-share-statistics trials.subjects DESCRIBE,SELECT',
    ],
  }),
  pair('a share may insert', {
    after: { 'lab.yaml': [share('permissions: [DESCRIBE, INSERT, SELECT]')] },
    gained: [
      'lab notebooks STATISTICS acme-lab-share-statistics trials.subjects INSERT',
      'lab notebooks STATISTICS acme-lab-share-statistics s3://acme-lab-trials-111111111111/subjects/ s3:PutObject',
    ],
  }),
  pair('a share may write', {
    after: { 'lab.yaml': [share('permissions: write')] },
    gained: [
      'lab notebooks STATISTICS acme-lab-share-statistics trials.subjects DELETE,INSERT',
      'lab notebooks STATISTICS acme-lab-share-statistics s3://acme-lab-trials-111111111111/subjects/ s3:DeleteObject,s3:PutObject',
    ],
  }),
  pair('a share that wrote reads only', {
    before: { 'lab.yaml': [share('permissions: write')] },
    after: { 'lab.yaml': [['permissions: write', 'permissions: read']] },
    lost: [
      'lab notebooks STATISTICS acme-lab-share-statistics trials.subjects DELETE,INSERT',
      'lab notebooks STATISTICS acme-lab-share-statistics s3://acme-lab-trials-111111111111/subjects/ s3:DeleteObject,s3:PutObject',
    ],
  }),
  pair('a share that wrote administers', {
    before: { 'lab.yaml': [share('permissions: write')] },
    after: { 'lab.yaml': [['permissions: write', 'permissions: admin']] },
    gained: ['lab notebooks STATISTICS acme-lab-share-statistics trials.subjects ALTER,DROP'],
  }),
  pair('a share that administered reads only', {
    before: { 'lab.yaml': [share('permissions: admin')] },
    after: { 'lab.yaml': [['permissions: admin', 'permissions: read']] },
    lost: [
      'lab notebooks STATISTICS acme-lab-share-statistics trials.subjects ALTER,DELETE,DROP,INSERT',
      'lab notebooks STATISTICS acme-lab-share-statistics s3://acme-lab-trials-111111111111/subjects/ s3:DeleteObject,s3:PutObject',
    ],
  }),
  pair('permissions are spelt in another way', {
    before: { 'lab.yaml': [share('permissions: write')] },
    after: { 'lab.yaml': [['permissions: write', 'permissions: [INSERT, DELETE, SELECT, DESCRIBE]']] },
  }),
  pair('a share also reads files', {
    after: { 'lab.yaml': [share('files: true')] },
    gained: [
      'lab notebooks STATISTICS acme-lab-share-statistics s3://acme-lab-trials-111111111111/subjects/ s3:GetObject',
    ],
  }),
  pair('a share no longer reads files', {
    before: { 'lab.yaml': [share('files: true', 'permissions: write')] },
    after: { 'lab.yaml': [['files: true', 'files: false']] },
    lost: [
      'lab notebooks STATISTICS acme-lab-share-statistics s3://acme-lab-trials-111111111111/subjects/ s3:GetObject',
    ],
  }),
  pair('the role of a share is named by hand', {
    after: { 'lab.yaml': [share('roleName: acme-numbers')] },
    gained: [
      'lab notebooks STATISTICS acme-numbers default,trials DESCRIBE',
      'lab notebooks STATISTICS acme-numbers trials.subjects DESCRIBE,SELECT',
    ],
    lost: [
      'lab notebooks STATISTICS acme-lab-share-statistics default,trials DESCRIBE',
      'lab notebooks STATISTICS acme-lab-share-statistics trials.subjects DESCRIBE,SELECT',
    ],
  }),
  pair('a second entry adds a table to a share', {
    after: { 'lab.yaml': [more('      - to: { group: STATISTICS }\n        tables: [visits]\n')] },
    gained: ['lab notebooks STATISTICS acme-lab-share-statistics trials.visits DESCRIBE,SELECT'],
  }),
  pair('a second entry adds permissions to a share', {
    after: {
      'lab.yaml': [
        more('      - to: { group: STATISTICS }\n        tables: [subjects]\n        permissions: [ALTER]\n'),
      ],
    },
    gained: ['lab notebooks STATISTICS acme-lab-share-statistics trials.subjects ALTER'],
  }),
  pair('an approval is noted', {
    after: { 'lab.yaml': [share('approvedBy: APPROVERS', 'reason: CR-1')] },
  }),
]
