import { declaredKey, liveKey } from '../../../core/model/table-keys'
import { readMarker, readMember, readServiceRow, readTrustRow } from '../../../hooks/trust-sync/rows'
import type { Row } from '../../../hooks/lib/table'
import { CONFIG, trust } from '../entitlement-sync/lab'
import { metadata } from './lab'

const MEMBER = {
  ...liveKey.member('lab', 'trials', 'READERS'),
  version: 1,
  revision: 'r1',
  dataset: 'trials',
  group: 'READERS',
  code: 'mTKM',
  roles: ['acme-lab-reader'],
}
const MARKER = {
  ...liveKey.serviceIn('lab', 'databricks'),
  version: 1,
  revision: 'r1',
  service: 'databricks',
  trusted: true,
}
const SAML = { protocol: 'saml', metadata: metadata(), application: '0oa1', maxGroups: 51, groupsClaim: 'groups' }
const OIDC = {
  protocol: 'oidc',
  issuer: 'https://login.example.com/oauth2/aus2',
  clientIds: ['studio'],
  maxGroups: 20,
  groupsClaim: 'groups',
}
const SERVICE = {
  ...liveKey.service('databricks'),
  version: 1,
  state: 'active',
  service: 'databricks',
  definition: SAML,
  environments: { lab: 'r1' },
  by: 'mona',
  reason: 'CR-1',
  step: 1,
}

test('rows as the hooks write them are read', () => {
  expect(readMember(MEMBER)).toMatchObject({ group: 'READERS' })
  expect(readMarker(MARKER)).toMatchObject({ service: 'databricks', providers: new Set() })
  for (const definition of [SAML, OIDC])
    expect(readServiceRow({ ...SERVICE, definition })).toMatchObject({ definition })
})

const bad: readonly (readonly [string, (row: Row) => unknown, Row])[] = [
  ['a member of another group', readMember, { ...MEMBER, group: 'OWNERS' }],
  ['a member of another dataset', readMember, { ...MEMBER, dataset: 'other' }],
  ['a member with a code that opens for all', readMember, { ...MEMBER, code: '*' }],
  ['a member of a group that no file takes', readMember, { ...MEMBER, SK: 'LIVE#trials#A\nB', group: 'A\nB' }],
  ['a marker of another service', readMarker, { ...MARKER, service: 'other' }],
  ['a marker of no name', readMarker, { ...MARKER, SK: 'SERVICE#', service: '' }],
  ['a service under the key of another', readServiceRow, { ...SERVICE, service: 'other' }],
  ['a service of no name', readServiceRow, { ...SERVICE, PK: 'SERVICE#A B', service: 'A B' }],
  [
    'a service with an issuer that no event takes',
    readServiceRow,
    { ...SERVICE, definition: { ...OIDC, issuer: 'http://x' } },
  ],
  [
    'a service with a client id of everybody',
    readServiceRow,
    { ...SERVICE, definition: { ...OIDC, clientIds: ['*'] } },
  ],
  ['a service without client ids', readServiceRow, { ...SERVICE, definition: { ...OIDC, clientIds: [] } }],
  [
    'a service with more codes than a session has',
    readServiceRow,
    { ...SERVICE, definition: { ...SAML, maxGroups: 500 } },
  ],
  ['a service with an audience that is none', readServiceRow, { ...SERVICE, definition: { ...SAML, audience: '*' } }],
  ['a service with a claim that is none', readServiceRow, { ...SERVICE, definition: { ...SAML, groupsClaim: '' } }],
]

test.each(bad)('%s is told by its key', (_, read, row) => {
  expect(() => read(row)).toThrow(expect.objectContaining({ name: 'BadRow', key: { PK: row.PK, SK: row.SK } }))
})

test('a role that no group opens gets no policy', () => {
  const row = trust('lab', 'r1') as unknown as Row
  expect(() => readTrustRow(CONFIG, 'lab', row)).toThrow(
    expect.objectContaining({ name: 'BadRow', key: declaredKey.trust('lab'), fault: 'has a role that no group opens' }),
  )
})

test('whose sessions are taken is what the mesh says, and not the row', () => {
  const [opener] = trust('lab', 'r1').roles
  const row = {
    ...trust('lab', 'r1'),
    roles: [{ ...opener, codes: ['HFAt'] }],
    sourceIdentity: '*.evil',
    region: 'us-east-1',
  }
  expect(readTrustRow(CONFIG, 'lab', row as unknown as Row)).toMatchObject({
    sourceIdentity: CONFIG.sourceIdentity,
    region: 'eu-central-1',
  })
})

describe('a service that the mesh knows', () => {
  const issuer = 'https://login.example.com/oauth2/aus1'
  const services = {
    studio: { protocol: 'oidc', issuer, clientIds: ['b', 'a'], maxGroups: 20, groupsClaim: 'groups' },
  } as const
  const read = (change: object): unknown => {
    const [role] = trust('lab', 'r1').roles
    const provider = 'arn:aws:iam::111111111111:oidc-provider/login.example.com/oauth2/aus1'
    const service = { name: 'studio', protocol: 'oidc', provider, issuer, clientIds: ['a', 'b'], ...change }
    const row = { ...trust('lab', 'r1'), roles: [{ ...role, codes: ['HFAt'] }], services: [service] }
    return readTrustRow({ ...CONFIG, services }, 'lab', row as unknown as Row).services
  }

  test('has the clients that the mesh says', () => {
    for (const clientIds of [['a', 'b'], ['a', 'b', 'mine'], ['mine']])
      expect(read({ clientIds })).toMatchObject([{ clientIds: ['a', 'b'] }])
  })

  test.each<[string, object]>([
    [
      'another issuer',
      { issuer: 'https://evil.example.com', provider: 'arn:aws:iam::111111111111:oidc-provider/evil.example.com' },
    ],
    [
      'another protocol',
      { protocol: 'saml', provider: 'arn:aws:iam::111111111111:saml-provider/acme-studio', audience: 'https://x' },
    ],
  ])('has no %s', (_, change) => {
    expect(() => read(change)).toThrow(expect.objectContaining({ name: 'BadRow', key: declaredKey.trust('lab') }))
  })
})
