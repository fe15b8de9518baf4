import { adds, edit, from, inDocument, inHub, rows, set, text, without, type Change, type Tree } from './change'
import type { Edits } from '../pair'

const ROW = 'aws_dynamodb_table_item.row_ZW73'
const ROLE = 'aws_iam_role.persona_reader'
const PULL: Edits = { 'mesh.yaml': [['services:\n', 'hooks: {}\nsync: pull\nservices:\n']] }
const SERVICE = 'aws_dynamodb_table_item.service_notebooks'
const string = (value: string): Tree => ({ S: value })
const row = (path: string, how: (item: Tree) => void): Change => inDocument(`${path}.item`, how)
const item = (values: Tree): Change =>
  adds('aws_dynamodb_table_item', {
    ...{ table_name: 'acme-entitlements', hash_key: 'PK', range_key: 'SK', provider: 'aws.hub' },
    item: JSON.stringify(Object.fromEntries(Object.entries(values).map(([key, each]) => [key, string(String(each))]))),
  })
const inFirstRole = (how: (role: Tree) => void): Change =>
  row(ROW, ({ roles }) => {
    how((((roles as Tree).L as Tree[])[0] as Tree).M as Tree)
  })

/** Rows of the table that a sign-in reads. */
export const entitlements = [
  ...rows('rows that are not of the stack', 'high', {
    'of another environment': item({ PK: 'GROUP#READERS', SK: 'ENV#field' }),
    'of a group that has nothing': item({ PK: 'GROUP#EVE', SK: 'ENV#lab' }),
    'of no kind': item({ PK: 'ANY', SK: 'META' }),
    'of a service': item({ PK: 'SERVICE#notebooks', SK: 'META', maxGroups: '51' }),
    'of the environment itself, twice': item({ PK: 'ENV#lab', SK: 'META', revision: 'x' }),
    'of people who were found': item({ PK: 'GROUP#READERS', SK: 'ENV#lab#FOUND' }),
    'in another table': set(`${ROW}.table_name`, 'other'),
  }),
  ...rows('rows that say something else', 'high', {
    'another code': text(`${ROW}.item`, '"code":{"S":"ZW73"}', '"code":{"S":"fI4M"}'),
    'another group': text(`${ROW}.item`, 'GROUP#READERS', 'GROUP#OWNERS'),
    'any attribute': row(ROW, (each) => void (each.any = string('x'))),
    'any attribute of a role': inFirstRole((each) => void (each.any = string('x'))),
    'another role': {
      ...inFirstRole((each) => void (each.arn = string('arn:aws:iam::111111111111:role/acme/acme-lab-owner'))),
      risk: 'medium',
    },
    'other hours': inFirstRole((each) => void (each.sessionHours = { N: '12' })),
    'another persona': inFirstRole((each) => void (each.persona = string('owner'))),
    'another provider': {
      ...inFirstRole(
        (each) => void (each.services = { M: { notebooks: string('arn:aws:iam::111111111111:oidc-provider/other') } }),
      ),
      risk: 'medium',
    },
    'other datasets': inFirstRole(
      (each) =>
        void (each.datasets = {
          L: [{ M: { name: string('trials'), database: string('lab_trials'), location: string('s3://other/') } }],
        }),
    ),
    'a tag of another row of trust': from(PULL, set(`${ROLE}.tags.trustloom:trust`, '0'.repeat(64))),
    'no tag of the row of trust': from(PULL, without(`${ROLE}.tags.trustloom:trust`)),
    'a tag of a row of trust that is not there': set(`${ROLE}.tags.trustloom:trust`, '0'.repeat(64)),
    'an item that is none': {
      planned: false,
      ...edit(`${ROW}.item`, () => '{"PK":{"S":"GROUP#READERS"},"SK":{"S":"ENV#lab"},"roles":{"Q":1}}'),
      risk: 'medium',
    },
    'a service takes more groups': inHub(row(SERVICE, (each) => void (each.maxGroups = { N: '51' }))),
    'a service has another claim': inHub(row(SERVICE, (each) => void (each.groupsClaim = string('email')))),
    'a service has any attribute': inHub(row(SERVICE, (each) => void (each.any = string('x')))),
    'a service has another protocol': inHub(row(SERVICE, (each) => void (each.protocol = string('saml')))),
  }),
  ...rows('rows that go', 'low', {
    'of a group': without(ROW),
    'of a service': inHub(without(SERVICE)),
  }),
]
