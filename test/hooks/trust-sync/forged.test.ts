import type { TrustRole, TrustRow } from '../../../core/model/trust-row'
import { LAB, memberRows, putRow, rowOf, samlEvent, startLab, type Lab } from './lab'

/*
 * Who deploys another environment may be able to write the row TRUST. It opens nothing then: what the files let into a
 * role stands in the role's tag, in the account of the environment.
 */
let lab: Lab
beforeEach(async () => {
  lab = await startLab()
  for (const row of memberRows('lab', 'ADG-NEW', 'zAAA', ['acme-lab-reader'])) await putRow(lab, row)
})
afterEach(() => lab.close())

const forged = (change: Partial<TrustRow>): Promise<void> =>
  lab.table.put([{ ...rowOf(lab.built, 'lab', 'lab-1'), ...change }])
const withRole = (name: string, change: (role: TrustRole) => Partial<TrustRole>): Partial<TrustRow> => ({
  roles: rowOf(lab.built, 'lab').roles.map((role) => (role.name === name ? { ...role, ...change(role) } : role)),
})
const look = (): Promise<readonly string[]> =>
  lab.worker().send(JSON.stringify({ schemaVersion: 1, type: 'environment', environment: 'lab' }))
const studio = {
  name: 'studio',
  protocol: 'oidc' as const,
  provider: `arn:aws:iam::${LAB}:oidc-provider/login.evil.example`,
  issuer: 'https://login.evil.example',
  clientIds: ['mine'],
}

test('a role whose tag agrees with the row gets what events have added', async () => {
  expect(await look()).toEqual([])
  expect(lab.trust('acme-lab-reader')).toContain('zAAA')
})

const SHARE = 'share'

test.each<[string, string, () => Partial<TrustRow>]>([
  ['a code more', 'reader', () => withRole('acme-lab-reader', ({ codes }) => ({ codes: [...codes, 'EEEE'].sort() }))],
  ['the code of another group', 'reader', () => withRole('acme-lab-reader', () => ({ codes: ['EEEE'] }))],
  [
    'a service that nobody knows',
    'reader',
    () => ({
      ...withRole('acme-lab-reader', ({ services }) => ({ services: [...services, 'studio'] })),
      services: [...rowOf(lab.built, 'lab').services, studio],
    }),
  ],
  ['the source identity of strangers', 'reader', () => ({ sourceIdentity: '*@evil.example' })],
  [
    'the role of a share as that of a persona',
    SHARE,
    () => withRole(shareOf(lab), () => ({ kind: 'persona', persona: 'reader' })),
  ],
])('a row with %s is refused, and told: the role stays as it is', async (_, kind, change) => {
  await forged(change())
  const role = kind === SHARE ? shareOf(lab) : `acme-lab-${kind}`
  const before = lab.trust(role)
  // So that there is something to write.
  await lab.worker().follow(samlEvent(1))
  expect(lab.logged.at(-1)).toMatchObject({ event: 'failed', fields: { cause: 'row', PK: 'ENV#lab', SK: 'TRUST' } })
  expect(lab.trust(role)).toBe(before)
})

const shareOf = ({ built }: Lab): string =>
  rowOf(built, 'lab').roles.find(({ kind }) => kind === 'share')?.name ?? 'there is no share'

test('a role without the tag is left alone: it is not applied with a hub that knows it', async () => {
  const { path, trust } = lab.iam.account(LAB).roles.get('acme-lab-reader')!
  lab.iam.account(LAB).addRole('acme-lab-reader', path, trust, {})
  expect(await look()).toHaveLength(1)
  expect(lab.trust('acme-lab-reader')).toBe(trust)
})

test('a tag that IAM shows late is waited for', async () => {
  const worker = lab.worker({
    wait: () => {
      void lab.apply('lab', 'lab-1')
      return Promise.resolve()
    },
  })
  const { path, trust } = lab.iam.account(LAB).roles.get('acme-lab-reader')!
  lab.iam.account(LAB).addRole('acme-lab-reader', path, trust, {})
  expect(await worker.send(JSON.stringify({ schemaVersion: 1, type: 'environment', environment: 'lab' }))).toEqual([])
  expect(lab.trust('acme-lab-reader')).toContain('zAAA')
})
