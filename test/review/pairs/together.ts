import { pair } from '../pair'

const MESH: [string, string] = [
  'services:\n',
  'personas: { reader: { policies: [data-lake-user, data-writer] } }\nservices:\n',
]
const SALES = `domain: sales
stage: prod
account: "111111111111"
region: eu-central-1
services: [databricks]
personas:
  reader: [CORE]
datasets:
  sales:
    owner: APPROVERS
    classification: confidential
    tables:
      orders: { columns: { id: string, amount: double } }
      refunds: { columns: { id: string, amount: double } }
    access:
      - to: { persona: reader }
        tables: [orders]
`

/** Several changes at once, whose effects multiply. */
export const together = [
  pair('one group and one service more, INSERT added, and files of a further table', {
    before: { 'mesh.yaml': [MESH], 'lab.yaml': SALES },
    after: {
      'lab.yaml': [
        ['services: [databricks]', 'services: [databricks, notebooks]'],
        ['[CORE]', '[CORE, ANALYSTS]'],
        [
          'tables: [orders]',
          'tables: [orders]\n        permissions: [SELECT, DESCRIBE, INSERT]\n      - to: { persona: reader }\n        tables: [refunds]\n        files: true',
        ],
      ],
    },
    gained: [
      // The group that had the role comes in through a further service, and the new group through both.
      ...['notebooks CORE', 'databricks ANALYSTS', 'notebooks ANALYSTS'].flatMap((way) => [
        `lab ${way} acme-lab-reader default,sales DESCRIBE`,
        `lab ${way} acme-lab-reader sales.orders DESCRIBE,SELECT`,
      ]),
      // All ways lead to what is new.
      'lab databricks,notebooks ANALYSTS,CORE acme-lab-reader sales.orders INSERT',
      'lab databricks,notebooks ANALYSTS,CORE acme-lab-reader sales.refunds DESCRIBE,SELECT',
      'lab databricks,notebooks ANALYSTS,CORE acme-lab-reader s3://acme-lab-sales-111111111111/orders/ s3:PutObject',
      'lab databricks,notebooks ANALYSTS,CORE acme-lab-reader s3://acme-lab-sales-111111111111/refunds/ s3:GetObject',
    ],
  }),
  pair('one group comes as another goes, and a service with them', {
    before: { 'mesh.yaml': [MESH], 'lab.yaml': SALES },
    after: {
      'lab.yaml': [
        ['services: [databricks]', 'services: [powerbi]'],
        ['[CORE]', '[ANALYSTS]'],
      ],
    },
    gained: [
      'lab powerbi ANALYSTS acme-lab-reader default,sales DESCRIBE',
      'lab powerbi ANALYSTS acme-lab-reader sales.orders DESCRIBE,SELECT',
    ],
    lost: [
      'lab databricks CORE acme-lab-reader default,sales DESCRIBE',
      'lab databricks CORE acme-lab-reader sales.orders DESCRIBE,SELECT',
    ],
  }),
]
