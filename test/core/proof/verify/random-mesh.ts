import fc from 'fast-check'
import type { Folder } from '../../../../core/model/folder'
import { HOSTILE } from '../../../support/hostile'
import { smallMesh } from '../../../support/mesh'

const groups = fc.subarray(['ALPHA', 'BETA', 'ADG-Ünïcode'], { minLength: 1 })
const GROUPS = ['GAMMA', 'DELTA', 'a group & more']
const prose = fc.constantFrom('plain', ...Object.values(HOSTILE).map((each) => each.slice(0, 200)))

const settings = fc.record(
  {
    mesh: fc.constantFrom('acme', 'an-a-b'),
    sourceIdentity: fc.constant('*@example.com'),
    hub: fc.constant({ account: '000000000000', region: 'us-east-1' }),
    deployRole: fc.constantFrom(
      'arn:${partition}:iam::${account}:role/terraform',
      'arn:aws:iam::${account}:role/${mesh}-deploy/${environment}',
    ),
    permissionsBoundary: fc.constant('arn:aws:iam::${account}:policy/${environment}'),
    backend: fc.constantFrom(
      { type: 'local' },
      { type: 's3', bucket: 'the-state', region: 'eu-west-1' },
      { type: 's3', bucket: 'the-state', region: 'eu-west-1', prefix: 'a/b' },
      { type: 'cloud', organization: 'acme' },
      { type: 'cloud', organization: 'acme', project: 'mesh', hostname: 'tfe.example.com' },
    ),
    tags: fc.constantFrom({}, { 'a = b': 'c = d', ä: '' }, { 'x:y': 'z / @' }),
    quotas: fc.constant({ trustPolicy: 8192 }),
    services: fc.constant({
      notebooks: { protocol: 'oidc', issuer: 'https://login.example.com/oauth2/aus1', clientIds: ['b', 'a'] },
      reports: {
        protocol: 'oidc',
        issuer: 'https://login.example.com/oauth2/aus1',
        clientIds: ['c'],
        application: 'x',
      },
      pool: { protocol: 'cognito', identityPool: 'us-east-1:11111111-2222-3333-4444-555555555555', maxGroups: 3 },
    }),
    personas: fc.constantFrom(
      { clerk: { data: { database: ['DESCRIBE'], table: ['DESCRIBE'] } } },
      { reader: { sessionHours: 12 }, clerk: { data: { database: [] }, policies: ['data-writer', 'catalog-reader'] } },
    ),
  },
  { requiredKeys: ['mesh', 'sourceIdentity', 'hub', 'deployRole', 'quotas', 'services', 'personas'] },
)

const TYPES = ['string', 'int', 'decimal(10,2)', 'struct<a:int,b:array<string>>', 'date']
const table = fc.record(
  {
    columns: fc
      .uniqueArray(fc.tuple(fc.constantFrom('name', 'size', 'constructor', 'order'), fc.constantFrom(...TYPES)), {
        selector: ([name]) => name,
        minLength: 1,
      })
      .map((columns): Record<string, string> => ({ id: 'string', ...Object.fromEntries(columns) })),
    partitions: fc.constantFrom({}, { year: 'int' }, { year: 'int', month: 'string' }),
    format: fc.constantFrom('parquet', 'csv', 'json', 'avro', 'orc'),
    managed: fc.boolean(),
    description: prose,
  },
  { requiredKeys: ['columns'] },
)
const entry = fc.record(
  {
    to: fc.constantFrom({ persona: 'reader' }, ...GROUPS.map((group) => ({ group }))),
    tables: fc.subarray(['one', 'two'], { minLength: 1 }),
    permissions: fc.constantFrom('read', 'write', 'admin', ['SELECT', 'INSERT']),
    files: fc.boolean(),
  },
  { requiredKeys: ['to'] },
)
const limited = fc.record(
  {
    to: fc.constantFrom(...GROUPS).map((group) => ({ group })),
    tables: fc.constant(['one']),
    columns: fc.constantFrom({ only: ['id'] }, { except: ['id'] }),
    rows: fc.constantFrom("id = '${file(1)}'", " id = 'a' OR id = '%{ if }' ", "id = 'TfToken[TOKEN.0]'"),
  },
  { requiredKeys: ['to', 'tables'] },
)
const opener = fc.constantFrom(...GROUPS).map((live) => ({ to: { live } }))
const live = fc.constantFrom(
  'read',
  'write',
  'admin',
  { tables: ['two'] },
  { permissions: ['INSERT'], tables: ['one'] },
)
const dataset = fc.record(
  {
    description: prose,
    owner: fc.constant('OWNERS'),
    classification: fc.constantFrom('public', 'restricted'),
    tables: fc.record({ one: table.map((each) => ({ ...each, partitions: {} })), two: table }),
    access: fc.array(fc.oneof(entry, limited, opener), { maxLength: 3 }),
    live,
  },
  { requiredKeys: ['owner', 'classification', 'tables'] },
)
const environment = fc.record(
  {
    domain: fc.constant('research'),
    stage: fc.constant('dev'),
    state: fc.constantFrom('open', 'open', 'open', 'closed'),
    account: fc.constant('111111111111'),
    region: fc.constantFrom('eu-central-1', 'us-east-2'),
    services: fc.constant(['notebooks', 'reports', 'pool']),
    delegation: fc.boolean(),
    personas: fc.record(
      { owner: groups, developer: groups, reader: groups, clerk: groups },
      { requiredKeys: ['reader'] },
    ),
    datasets: fc.record({ trials: dataset, 'with-dash': dataset }, { requiredKeys: [] }),
    home: fc
      .record({
        bucket: fc.constant('acme-home'),
        services: fc.constant(['pool']),
        groups,
        sessionHours: fc.integer({ min: 1, max: 12 }),
      })
      .chain((home) => fc.constantFrom(home, { ...home, departmentWrite: 'readonly', departmentWriters: ['FILLERS'] })),
  },
  { requiredKeys: ['domain', 'stage', 'account', 'region', 'services'] },
)

/** Any small mesh; not every one loads without errors. */
export const randomMesh: fc.Arbitrary<Folder> = fc
  .tuple(settings, environment)
  .map(([mesh, lab]) => smallMesh({ 'mesh.yaml': JSON.stringify(mesh), 'lab.yaml': JSON.stringify(lab) }))
