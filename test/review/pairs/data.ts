import { pair, type Edit } from '../pair'

const OWN = 'ALTER,DELETE,DESCRIBE,DROP,INSERT,SELECT'
const SITES = `  sites:
    owner: APPROVERS
    classification: internal
    tables:
      sites: { columns: { site: string } }
`
const withTable: Edit = ['    access:', '      doses: { columns: { id: string, dose: double } }\n    access:']
const withDataset: Edit = ['datasets:\n', `datasets:\n${SITES}`]

/** Tables and datasets come and go; and what changes of them without changing who has them. */
export const data = [
  pair('an entry names one more table', {
    after: { 'lab.yaml': [['tables: [visits]', 'tables: [visits, subjects]']] },
    gained: ['lab notebooks READERS acme-lab-reader trials.subjects DESCRIBE,SELECT'],
  }),
  pair('an entry names one table less', {
    before: { 'lab.yaml': [['tables: [visits]', 'tables: [visits, subjects]']] },
    after: { 'lab.yaml': [['tables: [visits, subjects]', 'tables: [subjects]']] },
    lost: ['lab notebooks READERS acme-lab-reader trials.visits DESCRIBE,SELECT'],
  }),
  pair('a table is added, and whoever has the whole dataset has it', {
    before: { 'lab.yaml': [['\n        tables: [visits]', '']] },
    after: { 'lab.yaml': [withTable] },
    gained: [
      `lab notebooks OWNERS acme-lab-owner trials.doses ${OWN}`,
      'lab notebooks READERS acme-lab-reader trials.doses DESCRIBE,SELECT',
    ],
  }),
  pair('a table is removed', {
    before: { 'lab.yaml': [withTable] },
    after: { 'lab.yaml': [['      doses: { columns: { id: string, dose: double } }\n', '']] },
    lost: [`lab notebooks OWNERS acme-lab-owner trials.doses ${OWN}`],
  }),
  pair('a dataset is added', {
    after: { 'lab.yaml': [withDataset] },
    gained: [
      'lab notebooks OWNERS acme-lab-owner sites ALTER,CREATE_TABLE,DESCRIBE,DROP',
      `lab notebooks OWNERS acme-lab-owner sites.sites ${OWN}`,
      'lab notebooks OWNERS acme-lab-owner s3://acme-lab-sites-111111111111/ DATA_LOCATION_ACCESS,s3:DeleteObject,s3:PutObject',
    ],
  }),
  pair('a dataset is removed', {
    before: { 'lab.yaml': [withDataset] },
    after: { 'lab.yaml': [[SITES, '']] },
    lost: [
      'lab notebooks OWNERS acme-lab-owner sites ALTER,CREATE_TABLE,DESCRIBE,DROP',
      `lab notebooks OWNERS acme-lab-owner sites.sites ${OWN}`,
      'lab notebooks OWNERS acme-lab-owner s3://acme-lab-sites-111111111111/ DATA_LOCATION_ACCESS,s3:DeleteObject,s3:PutObject',
    ],
  }),
  pair('a dataset is shared with a group that has a share of another', {
    before: { 'lab.yaml': [withDataset] },
    after: {
      'lab.yaml': [[SITES, `${SITES}    access:\n      - to: { group: STATISTICS }\n`]],
    },
    gained: [
      'lab notebooks STATISTICS acme-lab-share-statistics sites DESCRIBE',
      'lab notebooks STATISTICS acme-lab-share-statistics sites.sites DESCRIBE,SELECT',
    ],
  }),
  pair('a table is partitioned', {
    after: { 'lab.yaml': [['ssn: string } }', 'ssn: string }, partitions: { month: int } }']] },
  }),
  pair('a table is no longer made by Terraform', {
    after: { 'lab.yaml': [['ssn: string } }', 'ssn: string }, managed: false }']] },
  }),
  pair('a dataset is classified higher', {
    after: { 'lab.yaml': [['classification: confidential', 'classification: restricted']] },
  }),
  pair('a dataset is described', {
    after: { 'lab.yaml': [['    owner: APPROVERS', '    description: Results of trials.\n    owner: APPROVERS']] },
  }),
  pair('a dataset has another owner', {
    after: { 'lab.yaml': [['owner: APPROVERS', 'owner: BOARD\n    stewards: [APPROVERS]']] },
  }),
  pair('a persona that had the whole dataset is given an entry', {
    after: {
      'lab.yaml': [
        [
          '    access:\n',
          '    access:\n      - to: { persona: owner }\n        tables: [visits]\n        files: true\n',
        ],
      ],
    },
    gained: ['lab notebooks OWNERS acme-lab-owner s3://acme-lab-trials-111111111111/visits/ s3:GetObject'],
  }),
]
