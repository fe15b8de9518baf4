import { codeCandidate, runTimeCandidate } from '../../../core/model/codes'
import { groupKey } from '../../../core/model/group-names'
import { declaredKey, liveKey } from '../../../core/model/table-keys'
import type { TrustRow } from '../../../core/model/trust-row'
import { body, event, trust } from './lab'
import { world, type World } from './world'

/** Rows that somebody else wrote: everybody who deploys an environment can write rows of the table. */
const TRUST = trust('lab', 'r1')
const [notebooks] = TRUST.services
const reader = TRUST.roles.find((each) => each.name === 'acme-lab-live-trials')!

const withRole = (change: object): object => ({
  ...TRUST,
  roles: TRUST.roles.map((each) => (each === reader ? { ...each, ...change } : each)),
})
const withService = (change: object): object => ({ ...TRUST, services: [{ ...notebooks, ...change }] })

const trusts: Readonly<Record<string, object>> = {
  'of another mesh': { ...TRUST, mesh: 'other' },
  'of another account': { ...TRUST, account: '222222222222' },
  'of another partition': { ...TRUST, partition: 'aws-cn' },
  'with a role of another account': withRole({ arn: 'arn:aws:iam::222222222222:role/acme/acme-lab-live-trials' }),
  'with a role outside the path of the mesh': withRole({ arn: 'arn:aws:iam::111111111111:role/acme-lab-live-trials' }),
  'with a role that is called otherwise': withRole({ arn: 'arn:aws:iam::111111111111:role/acme/admin' }),
  'with the role of another persona': withRole({ kind: 'persona', persona: 'owner' }),
  'with the role of a persona as a live one': withRole({
    name: 'acme-lab-reader',
    arn: 'arn:aws:iam::111111111111:role/acme/acme-lab-reader',
  }),
  'with a role of another environment in the account': withRole({
    name: 'acme-field-live-trials',
    arn: 'arn:aws:iam::111111111111:role/acme/acme-field-live-trials',
  }),
  'with a role whose kind nobody knows': withRole({ kind: 'other' }),
  'with sessions of a day': withRole({ sessionHours: 24 }),
  'with a code that is none': withRole({ codes: ['*'] }),
  'with a provider of another account': withService({
    provider: 'arn:aws:iam::222222222222:saml-provider/acme-notebooks',
  }),
  'with the provider of another service': withService({
    provider: 'arn:aws:iam::111111111111:saml-provider/acme-studio',
  }),
  'with a provider that ends the attribute': withService({ provider: `${notebooks!.provider},arn:aws:iam::1:role/x` }),
  'with a source identity of anybody': { ...TRUST, sourceIdentity: '*' },
  'without roles': { ...TRUST, roles: undefined },
  'with roles that are text': { ...TRUST, roles: 'acme-lab-live-trials' },
}

async function expectUntouched(at: World, key: { readonly PK: string; readonly SK: string }): Promise<void> {
  const before = await at.table.rows()
  expect(await at.deliver(body(event()))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] })
  expect(await at.table.rows()).toEqual(before)
  expect(at.notified).toEqual([])
  expect(at.lines).toEqual([
    { level: 'error', event: 'failed', fields: expect.objectContaining({ cause: 'row', PK: key.PK, SK: key.SK }) },
  ])
}

test.each(Object.entries(trusts))('the row TRUST %s opens nothing, and is told', async (_, row) => {
  await expectUntouched(await world({ rows: [row] }), declaredKey.trust('lab'))
})

test('rows without a revision are not one apply', async () => {
  const { revision: _, ...bare } = TRUST as TrustRow
  const rows = [declaredKey.environment('lab'), bare]
  await expectUntouched(await world({ rows }), declaredKey.environment('lab'))
})

const GATE = {
  ...liveKey.dataset('lab', 'trials'),
  version: 1,
  revision: 'r1',
  digest: 'a'.repeat(64),
  pending: true,
  touched: new Set(['READERS']),
  grants: { 'acme-lab-live-trials': ['READERS'] },
  before: { version: 0, grants: {} },
  by: 'marketplace',
  reason: 'CR-1',
  at: '2027-01-01T00:00:00Z',
  acceptedAt: '2027-01-01T00:00:01Z',
}

test.each<[string, object]>([
  ['a version of text', { version: '0' }],
  ['a version that no event has', { version: Number.MAX_SAFE_INTEGER }],
  ['half a version', { version: 0.5 }],
  ['no revision', { revision: '' }],
  ['a digest that is none', { digest: 'x' }],
  ['a state that is text', { pending: 'no' }],
  ['groups that are a list', { touched: ['READERS'] }],
  ['a group that no file takes', { touched: new Set(['A\nB']) }],
  ['grants that are text', { grants: 'all' }],
  ['no time before', { before: undefined }],
])('the gate of a dataset with %s lets nothing through', async (_, change) => {
  await expectUntouched(await world({ rows: [{ ...GATE, ...change }] }), GATE)
})

test("a code whose owner has no name is nobody's to give", async () => {
  const key = liveKey.code(runTimeCandidate(groupKey('NEW'), 0))
  const at = await world({ rows: [{ ...key, owner: 'NEW' }] })
  const grants = [{ group: 'NEW', role: 'acme-lab-live-trials' }]
  expect(await at.deliver(body(event({ grants })))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] })
  expect(at.lines).toMatchObject([{ event: 'failed', fields: { cause: 'row', ...key } }])
})

test.each<[string, object]>([
  ['a code of another form', { name: 'NEW', code: '*.zz' }],
  ['the name of another group', { name: 'READERS', code: codeCandidate('x', 0) }],
  ['no name', { code: 'zAbc' }],
])('an entry of the index with %s says nothing of the group', async (_, entry) => {
  const at = await world({ rows: [{ ...liveKey.index(), 'group#new': entry }] })
  const grants = [{ group: 'NEW', role: 'acme-lab-live-trials' }]
  expect(await at.deliver(body(event({ grants })))).toEqual({ batchItemFailures: [] })
  const { PK, SK } = liveKey.group('NEW', 'lab', 'trials')
  expect(await at.row(PK, SK)).toMatchObject({ code: runTimeCandidate('new', 0) })
})
