import { BASE, pair, type Edit } from '../pair'

const OWN = 'ALTER,DELETE,DESCRIBE,DROP,INSERT,SELECT'
const MAKE = 'DATA_LOCATION_ACCESS,s3:DeleteObject,s3:PutObject'

/** Everything that the base gives in one environment. */
const allOf = (environment: string, account: string): string[] => [
  `${environment} notebooks OWNERS acme-${environment}-owner default DESCRIBE`,
  `${environment} notebooks OWNERS acme-${environment}-owner trials ALTER,CREATE_TABLE,DESCRIBE,DROP`,
  `${environment} notebooks OWNERS acme-${environment}-owner trials.subjects,trials.visits ${OWN}`,
  `${environment} notebooks OWNERS acme-${environment}-owner s3://acme-${environment}-trials-${account}/ ${MAKE}`,
  `${environment} notebooks READERS acme-${environment}-reader default,trials DESCRIBE`,
  `${environment} notebooks READERS acme-${environment}-reader trials.visits DESCRIBE,SELECT`,
  `${environment} notebooks STATISTICS acme-${environment}-share-statistics default,trials DESCRIBE`,
  `${environment} notebooks STATISTICS acme-${environment}-share-statistics trials.subjects DESCRIBE,SELECT`,
]
const LAB = allOf('lab', '111111111111')
const FIELD = BASE['lab.yaml']!.replace('111111111111', '222222222222')
const SHARE = '      - to: { group: STATISTICS }\n        tables: [subjects]\n'
const closed: Edit = ['region: eu-central-1', 'region: eu-central-1\nstate: closed']

/** Environments are opened, closed and forgotten; and what holds for all of one. */
export const environments = [
  pair('an environment is added', {
    after: { 'field.yaml': FIELD },
    gained: allOf('field', '222222222222'),
  }),
  pair('an environment is closed', { after: { 'lab.yaml': [closed] }, lost: LAB }),
  pair('a closed environment is opened', {
    before: { 'lab.yaml': [closed] },
    after: { 'lab.yaml': [['\nstate: closed', '']] },
    gained: LAB,
  }),
  pair('a closed environment is forgotten', {
    before: { 'lab.yaml': [closed], 'field.yaml': FIELD },
    after: { 'lab.yaml': null },
  }),
  pair('two environments change in the same way', {
    before: { 'field.yaml': FIELD },
    after: {
      'lab.yaml': [['[READERS]', '[READERS, NURSES]']],
      'field.yaml': [['[READERS]', '[READERS, NURSES]']],
    },
    gained: ['lab', 'field'].flatMap((environment) => [
      `${environment} notebooks NURSES acme-${environment}-reader default,trials DESCRIBE`,
      `${environment} notebooks NURSES acme-${environment}-reader trials.visits DESCRIBE,SELECT`,
    ]),
  }),
  pair('access moves from one environment to another', {
    before: { 'field.yaml': FIELD.replace(SHARE, '') },
    after: { 'lab.yaml': [[SHARE, '']], 'field.yaml': FIELD },
    gained: [
      'field notebooks STATISTICS acme-field-share-statistics default,trials DESCRIBE',
      'field notebooks STATISTICS acme-field-share-statistics trials.subjects DESCRIBE,SELECT',
    ],
    lost: [
      'lab notebooks STATISTICS acme-lab-share-statistics default,trials DESCRIBE',
      'lab notebooks STATISTICS acme-lab-share-statistics trials.subjects DESCRIBE,SELECT',
    ],
  }),
  pair('owners may grant on', {
    before: { 'lab.yaml': [['owner: APPROVERS', 'owner: OWNERS']] },
    after: { 'lab.yaml': [['services: [notebooks]', 'services: [notebooks]\ndelegation: true']] },
    changed: [
      'lab notebooks OWNERS acme-lab-owner trials ALTER,CREATE_TABLE,DESCRIBE,DROP | all => grantable',
      `lab notebooks OWNERS acme-lab-owner trials.subjects,trials.visits ${OWN} | all => grantable`,
    ],
  }),
  pair('owners may no longer grant on', {
    before: {
      'lab.yaml': [
        ['owner: APPROVERS', 'owner: OWNERS'],
        ['services: [notebooks]', 'services: [notebooks]\ndelegation: true'],
      ],
    },
    after: { 'lab.yaml': [['delegation: true', 'delegation: false']] },
    changed: [
      'lab notebooks OWNERS acme-lab-owner trials ALTER,CREATE_TABLE,DESCRIBE,DROP | grantable => all',
      `lab notebooks OWNERS acme-lab-owner trials.subjects,trials.visits ${OWN} | grantable => all`,
    ],
  }),
  pair('an environment has another Lake Formation administrator', {
    after: {
      'lab.yaml': [
        [
          'services: [notebooks]',
          'administrators: ["arn:${partition}:iam::${account}:role/terraform", "arn:${partition}:iam::${account}:role/helper"]\nservices: [notebooks]',
        ],
      ],
    },
  }),
  pair('everything is tagged', {
    after: { 'mesh.yaml': [['services:\n', 'tags: { cost-owner: data-platform }\nservices:\n']] },
  }),
]
