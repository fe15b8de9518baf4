import type { HookConfig } from '../../../core/model/hook-config'
import { liveKey } from '../../../core/model/table-keys'
import { clientAttribute, type LiveServiceRow } from '../../../hooks/lib/live-rows'
import { CONFIG, ROWS, rowsTable } from '../../support/token-lab'
import { identity, okta, request, transformed, type Asked } from './okta'

const ISSUER = 'https://login.example.com/oauth2/aus2'
const SYNC: HookConfig = { ...CONFIG, sync: true }
const REVISION = 'sha256:1'

const service: Omit<LiveServiceRow, 'PK' | 'SK'> = {
  version: 1,
  state: 'active',
  service: 'notebooks',
  definition: { protocol: 'oidc', issuer: ISSUER, clientIds: ['0oa2nb'], maxGroups: 20, groupsClaim: 'memberships' },
  environments: { 'clinical-prod': REVISION },
  by: 'ada',
  reason: 'CR-1',
}

const table = (change: Partial<typeof service> = {}): ReturnType<typeof rowsTable> =>
  rowsTable([
    ...ROWS.map((row) => ({ ...row, ...(row.SK === 'META' && { revision: REVISION }) })),
    { ...liveKey.index(), [clientAttribute(ISSUER, '0oa2nb')]: 'notebooks' },
    { ...liveKey.service('notebooks'), ...service, ...change },
  ])

const asked = (change: Asked = {}): ReturnType<typeof request> =>
  request({ client: '0oa2nb', issuer: ISSUER, claims: { memberships: ['ADG-STATISTICS'] }, ...change })

it('signs in through a service that an event has added, with the claim that it names', async () => {
  const result = await transformed(okta({ config: SYNC, table: table() }), asked())
  expect(identity(result)).toMatchObject({
    'https://aws.amazon.com/tags': { principal_tags: { GroupHash: ['.67qB.'] } },
    'https://aws.amazon.com/source_identity': 'anna@novonordisk.com',
  })
})

it.each<[string, Parameters<typeof okta>[0], Asked]>([
  ['where events may add none', { config: CONFIG, table: table() }, {}],
  ['before it is active', { config: SYNC, table: table({ state: 'pending' }) }, {}],
  ['once it is being removed', { config: SYNC, table: table({ state: 'removing' }) }, {}],
  [
    'with a client of another issuer',
    { config: SYNC, table: table() },
    { issuer: 'https://novo.okta.com/oauth2/aus1abc' },
  ],
  [
    'with a client that it has no more',
    { config: SYNC, table: table({ definition: { ...service.definition, clientIds: ['0oa3'] } as never }) },
    {},
  ],
  ['by a property that every object has', { config: SYNC, table: table() }, { client: 'constructor' }],
])('denies it %s', async (_, options, change) => {
  const result = await transformed(okta(options), asked(change))
  expect(result).toMatchObject({ outcome: 'denied', errorSummary: expect.stringContaining('not a service') })
})
