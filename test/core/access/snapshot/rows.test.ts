import { serviceTrust } from '../../../../core/policy/trust'
import { rowsRead } from '../../../../core/access/snapshot/rows'
import type { Reached } from '../../../../core/access/reach/reach'
import { names, resource, roleArnOf, sideRole, TRIALS, WAREHOUSE } from '../../../support/review-stack'

type Json = Readonly<Record<string, unknown>>
const text = (S: string): Json => ({ S })

const ARN = roleArnOf('novo-lab-reader')
const role = { ...sideRole('novo-lab-reader', serviceTrust('glue.amazonaws.com')), arn: ARN, sessionHours: 1 }
const READERS = { service: 'warehouse', group: 'READERS' }
const REACHED: Reached = {
  role,
  openers: [READERS],
  direct: [READERS],
  through: [],
  outsiders: [],
  faults: [],
  unclear: undefined,
}

const entitled: Json = {
  arn: text(ARN),
  persona: text('reader'),
  sessionHours: { N: '1' },
  services: { M: { warehouse: text(WAREHOUSE.provider) } },
  datasets: {
    L: [{ M: { name: text('trials'), database: text('lab_trials'), location: text(`s3://${TRIALS}/`) } }],
  },
}
const group = (changes: Json = {}, of: Json = {}): Json => ({
  PK: text('GROUP#READERS'),
  SK: text('ENV#lab'),
  code: text('HFAt'),
  roles: { L: [{ M: { ...entitled, ...of } }] },
  ...changes,
})
const trust = (changes: Json = {}, of: Json = {}): Json => ({
  PK: text('ENV#lab'),
  SK: text('TRUST'),
  revision: text('sha256:0'),
  sourceIdentity: text('*@novonordisk.com'),
  roles: {
    L: [
      {
        M: {
          name: text('novo-lab-reader'),
          arn: text(ARN),
          kind: text('persona'),
          persona: text('reader'),
          sessionHours: { N: '1' },
          codes: { L: [text('HFAt')] },
          services: { L: [text('warehouse')] },
          ...of,
        },
      },
    ],
  },
  ...changes,
})
const applied = (...groups: readonly (readonly [string, string])[]): Json => ({
  PK: text('ENV#lab'),
  SK: text('META'),
  revision: text('sha256:0'),
  groups: { L: groups.map(([name, code]) => ({ M: { name: text(name), code: text(code) } })) },
})
const service: Json = { PK: text('SERVICE#warehouse'), SK: text('META'), maxGroups: { N: '40' } }

const read = (row: Json, environment = 'lab'): ReturnType<typeof rowsRead> =>
  rowsRead([resource('aws_dynamodb_table_item', 'x', { item: JSON.stringify(row) })], names({ environment }), [REACHED])
const told = (row: Json, environment?: string): string[] => read(row, environment).faults.map((each) => each.message)

test.each<[string, Json, string]>([
  ['a group', group(), 'lab'],
  ['what is applied', applied(['READERS', 'HFAt']), 'lab'],
  ['what trust policies are made of', trust(), 'lab'],
  ['a service', service, 'hub'],
])('the row of %s is as a stack writes it', (_, row, environment) => {
  expect(told(row, environment)).toEqual([])
})

const faulty: readonly (readonly [string, Json, string, string?])[] = [
  ['of another environment', group({ SK: text('ENV#prod') }), 'is not one that this stack writes'],
  ['of the hooks', { PK: text('CODE#HFAt'), SK: text('OWNER') }, 'is not one that this stack writes'],
  ['of events', { PK: text('GROUP#READERS'), SK: text('LIVE#lab#trials') }, 'is not one that this stack writes'],
  ['of a service, in an environment', service, 'is not one that this stack writes'],
  ['of a group, in the hub', group(), 'is not one that this stack writes', 'hub'],
  ['with what no row has', group({ admin: { BOOL: true } }), 'has admin, which no such row has'],
  ['with what no role of a row has', group({}, { duration: { N: '12' } }), 'has duration, which no such row has'],
  ['with another code', group({ code: text('mTKM') }), "says the code mTKM, which is not the group's"],
  ['with longer sessions', group({}, { sessionHours: { N: '12' } }), 'says 12 hours of sessions of novo-lab-reader'],
  ['of another persona', group({}, { persona: text('owner') }), 'calls novo-lab-reader the role of owner'],
  [
    'with another provider',
    group({}, { services: { M: { warehouse: text('arn:evil') } } }),
    'says the provider arn:evil of warehouse',
  ],
  [
    'with data elsewhere',
    group(
      {},
      { datasets: { L: [{ M: { name: text('trials'), database: text('lab_trials'), location: text('s3://x/') } }] } },
    ),
    'says of the dataset trials what is not so',
  ],
  [
    'of trust that names another group',
    trust({}, { codes: { L: [text('mTKM')] } }),
    'names other groups of novo-lab-reader than its trust policy',
  ],
  ['whose roles are no list', group({ roles: text('all') }), 'has roles that cannot be read'],
  ['whose roles are no rows', trust({ roles: { L: [text('all')] } }), 'has roles that cannot be read'],
  ['whose services are no map', group({}, { services: text('all') }), 'has services that cannot be read'],
  [
    'of what is applied, with the code of another group',
    applied(['READERS', 'mTKM']),
    "says the code mTKM of READERS, which is not the group's",
  ],
  [
    'of what is applied, with a stranger who has the code of a group',
    applied(['STRANGERS', 'HFAt']),
    "says the code HFAt of STRANGERS, which is not the group's",
  ],
  [
    'of what is applied, without groups',
    { PK: text('ENV#lab'), SK: text('META'), revision: text('sha256:0') },
    'has groups that cannot be read',
  ],
  ['of trust of a stranger', trust({}, { name: text('admin') }), "names the role admin, which is not the stack's"],
]
test.each(faulty.map(([name, row, says, environment = 'lab']) => ({ name, row, says, environment })))(
  'a row $name is told',
  ({ row, says, environment }) => {
    expect(told(row, environment)).toEqual([`the row ${keyOf(row)} ${says}`])
  },
)

const keyOf = ({ PK, SK }: Json): string => [PK, SK].map((each) => (each as { S: string }).S).join(' ')

test('what a sign-in reads of a service, and of how trust is made, are facts; a revision is none', () => {
  const values = (row: Json, environment?: string): string[] => read(row, environment).facts.map((each) => each.value)
  expect(values(service, 'hub')).not.toEqual(values({ ...service, maxGroups: { N: '41' } }, 'hub'))
  expect(values(trust())).toEqual(values(trust({ revision: text('sha256:1') })))
  expect(values(trust())).not.toEqual(values(trust({ sourceIdentity: text('*') })))
})

test('a row that is written twice is told', () => {
  const item = JSON.stringify(group())
  const twice = ['x', 'y'].map((name) => resource('aws_dynamodb_table_item', name, { item }))
  expect(rowsRead(twice, names(), [REACHED]).faults.map((each) => each.message)).toEqual([
    'the row GROUP#READERS ENV#lab is written twice',
  ])
})

test('a group that hooks would not know is told', () => {
  const both = [group(), applied()].map((row, place) =>
    resource('aws_dynamodb_table_item', `x${place}`, { item: JSON.stringify(row) }),
  )
  expect(rowsRead(both, names(), [REACHED]).faults.map((each) => each.message)).toEqual([
    'the row ENV#lab META leaves out READERS: the hooks do not know them',
  ])
})

test('where the home is, is a fact of each row', () => {
  const at = (location: string): string[] =>
    read(group({}, { datasets: { L: [{ M: { name: text('home'), location: text(location) } }] } })).facts.map(
      (each) => each.value,
    )
  expect(at('s3://home/')).toEqual(['s3://home/'])
  expect(at('s3://elsewhere/')).toEqual(['s3://elsewhere/'])
})
