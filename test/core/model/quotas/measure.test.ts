import type { EnvironmentAccess, OidcAccess, RoleAccess, SamlAccess } from '../../../../core/model/graph'
import type { Mesh } from '../../../../core/model/mesh'
import { accountUsages } from '../../../../core/model/quotas/measure/account'
import { dataUsages } from '../../../../core/model/quotas/measure/data'
import { meshUsages } from '../../../../core/model/quotas/measure/mesh'
import { sessionUsages } from '../../../../core/model/quotas/measure/session'
import { checkUsages } from '../../../../core/model/quotas/report'
import type { QuotaId } from '../../../../core/model/quotas/table'
import type { Usage } from '../../../../core/model/quotas/usage'
import { build, environmentOf, smallMesh } from '../../../support/mesh'

const { mesh, ...built } = build(smallMesh())
const small = environmentOf({ mesh, ...built }, 'lab')
const [role] = small.roles as [RoleAccess]

type Outcome = [used: number | undefined, severity: string | undefined]

function outcome(usages: readonly Usage[], quota: QuotaId): Outcome {
  const of = usages.filter((each) => each.quota === quota)
  return [of[0]?.used, checkUsages(of)[0]?.severity]
}

const list = <T>(count: number, item: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => item(index))

const saml = (index: number): SamlAccess => ({
  name: `s${index}`,
  protocol: 'saml',
  provider: `p${index}`,
  audience: 'a',
})
const oidc = (index: number, clientIds = ['x'], issuer = `https://i${index}.example.com`): OidcAccess => ({
  name: `o${index}`,
  protocol: 'oidc',
  provider: `p${index}`,
  issuer,
  clientIds,
})

const trusting = (services: EnvironmentAccess['services']): EnvironmentAccess => ({
  ...small,
  services,
  roles: [{ ...role, services: services.map((each) => each.name) }],
})

const marks = (mark: number, limit: number, over: 'error' | 'warning'): [number, string | undefined][] => [
  [mark - 1, undefined],
  [mark, 'warning'],
  [limit - 1, 'warning'],
  [limit, 'warning'],
  [limit + 1, over],
]

test.each(marks(80, 100, 'error'))('an account with %d SAML providers: %s', (count, severity) => {
  expect(outcome(accountUsages(mesh, trusting(list(count, saml))), 'saml-providers')).toEqual([count, severity])
})

test.each(marks(80, 100, 'error'))('an account with %d OpenID Connect providers: %s', (count, severity) => {
  const services = list(count, (index) => oidc(index))
  expect(outcome(accountUsages(mesh, trusting(services)), 'oidc-providers')).toEqual([count, severity])
})

test.each(marks(80, 100, 'error'))('an issuer with %d client ids in two services: %s', (count, severity) => {
  const ids = list(count, String)
  // What two services have in common counts once.
  const services = [oidc(0, ids.slice(0, 50), 'https://i'), oidc(1, ids.slice(49), 'https://i')]
  const usages = accountUsages(mesh, trusting(services))
  expect([outcome(usages, 'client-ids'), outcome(usages, 'oidc-providers')]).toEqual([
    [count, severity],
    [1, undefined],
  ])
})

test.each(marks(800, 1000, 'error'))('an account with %d roles: %s', (count, severity) => {
  const roles = list(count - small.datasets.length, () => role)
  expect(outcome(accountUsages(mesh, { ...small, roles }), 'roles')).toEqual([count, severity])
})

test('a provider that no role trusts is not made', () => {
  const untrusted = { ...trusting([saml(0), oidc(1)]), roles: [{ ...role, services: [] }] }
  const usages = accountUsages(mesh, untrusted)
  expect([outcome(usages, 'saml-providers')[0], outcome(usages, 'oidc-providers')[0]]).toEqual([0, 0])
})

describe('an entitlement row', () => {
  const base = outcome(dataUsages(mesh, withArn(0)), 'item-size')[0] ?? 0

  /** One group's role, whose ARN makes the row as large as one likes. */
  function withArn(length: number): EnvironmentAccess {
    return { ...small, roles: [{ ...role, arn: 'x'.repeat(length) }] }
  }

  test.each(marks(327_680, 409_600, 'error'))('of %d bytes: %s', (size, severity) => {
    expect(outcome(dataUsages(mesh, withArn(size - base)), 'item-size')).toEqual([size, severity])
  })

  test('that names the groups of an environment holds each with its code', () => {
    const sizeOf = (...names: string[]): number => {
      const groups = names.map((name) => ({ name, code: 'aaaa', source: undefined }))
      const usages = dataUsages(mesh, { ...small, roles: [{ ...role, groups }] })
      return usages.find((each) => each.quota === 'item-size' && each.owner === 'the groups of lab')?.used ?? 0
    }
    // 1 for the element, 3 + 2 for its map of two, and their names.
    expect(sizeOf('A', 'ÆRØ') - sizeOf('A')).toBe(1 + 3 + 2 + 'name'.length + 5 + 'code'.length + 4)
  })

  test('has a key that is counted in bytes', () => {
    const groups = [{ name: 'ÆRØ', code: 'aaaa', source: undefined }]
    const usages = dataUsages(mesh, { ...small, roles: [{ ...role, groups }] })
    expect(outcome(usages, 'item-key')).toEqual(['GROUP#'.length + 5, undefined])
  })
})

test('a limited grant is one filter, and its text is counted', () => {
  const table = {
    dataset: 'trials',
    database: 'lab_trials',
    table: 'visits',
    permissions: [],
    grantable: false,
    sources: {},
  }
  const limited = (rows: string | null): EnvironmentAccess => ({
    ...small,
    roles: [{ ...role, tables: [{ ...table, limit: { columns: null, rows } }] }],
  })
  const filtered = dataUsages(mesh, limited('x'.repeat(2048)))
  expect(outcome(filtered, 'row-filter')).toEqual([2048, 'error'])
  expect(outcome(filtered, 'data-filters')).toEqual([1, undefined])
  const columns = dataUsages(mesh, limited(null))
  expect([outcome(columns, 'row-filter')[0], outcome(columns, 'data-filters')[0]]).toEqual([undefined, 1])
  expect(outcome(dataUsages(mesh, small), 'data-filters')[0]).toBeUndefined()
})

test.each(marks(8_000_000, 10_000_000, 'error'))('SAML metadata of %d characters: %s', (length, severity) => {
  const service = { protocol: 'saml', metadata: 'idp.xml', maxGroups: 51, groupsClaim: 'groups' } as const
  const settings = { ...mesh.settings, services: { files: service } }
  const metadata = new Map([['idp.xml', { file: 'idp.xml', text: 'x'.repeat(length) }]])
  expect(outcome(meshUsages({ ...mesh, settings, metadata }), 'saml-metadata')).toEqual([length, severity])
})

test('tags of the mesh count beside those that are kept for Trustloom', () => {
  const tags = Object.fromEntries(list(40, (index) => [`t${index}`, 'x']))
  expect(outcome(meshUsages({ ...mesh, settings: { ...mesh.settings, tags } }), 'resource-tags')).toEqual([
    50,
    undefined,
  ])
})

test.each(marks(40, 50, 'error'))('a session with %d tags: %s', (count, severity) => {
  const lab = mesh.environments.get('lab')
  const homes = list(Math.ceil((count - 1) / 2), (index) => {
    // The last environment of an even number of tags has one that is there already.
    const department = 2 * index + 2 < count ? `d${index}` : `u${index}`
    const attributes = { user: `u${index}`, department }
    const departmentWriters: string[] = []
    const home = { bucket: `home${index}`, services: ['notebooks'], groups: [], attributes, departmentWriters }
    return [`e${index}`, { ...lab!, home: { ...home, departmentWrite: 'write', sessionHours: 1 } }] as const
  })
  expect(outcome(sessionUsages({ ...mesh, environments: new Map(homes) }), 'session-tags')).toEqual([count, severity])
})

test('tags that hooks set count for every service, and once where home storage reads them', () => {
  const settings = (attributes: Record<string, string>): Mesh['settings'] =>
    ({ ...mesh.settings, hooks: { attributes } }) as unknown as Mesh['settings']
  const environment = { ...mesh.environments.get('lab')!, home: undefined }
  const plain = { ...mesh, environments: new Map([['lab', environment]]) }
  const tagsOf = (attributes: Record<string, string>): unknown =>
    outcome(sessionUsages({ ...plain, settings: settings(attributes) }), 'session-tags')
  expect(tagsOf({})).toEqual([1, undefined])
  expect(tagsOf({ initials: 'initials', team: 'team' })).toEqual([3, undefined])
  expect(tagsOf(Object.fromEntries(list(50, (index) => [`t${index}`, 'x'])))).toEqual([51, 'error'])
})

describe('the token of the fullest session', () => {
  /** Forty tags of hooks whose names have so many characters in all. */
  const tokens = (names: number): Usage[] => {
    const each = Math.floor(names / 40)
    const name = (index: number): string => `t${index}`.padEnd(index < 39 ? each : names - 39 * each, 'x')
    const attributes = Object.fromEntries(list(40, (index) => [name(index), 'claim']))
    const environment = { ...mesh.environments.get('lab')!, home: undefined }
    const settings = { ...mesh.settings, hooks: { attributes } } as unknown as Mesh['settings']
    return sessionUsages({ ...mesh, settings, environments: new Map([['lab', environment]]) })
  }
  // Beside the names: GroupHash, 101 characters of codes, 40 values of 32, 64 of source identity.
  const rest = 9 + 101 + 40 * 32 + 64

  test.each([
    [1689 - rest, 3276, undefined],
    [1690 - rest, 3278, 'warning'],
    [2304 - rest, 4096, 'warning'],
    [2305 - rest, 4098, 'warning'],
  ])('with %d characters of names has %d bytes: %s', (names, bytes, severity) => {
    expect(outcome(tokens(names), 'session-token')).toEqual([bytes, severity])
  })

  test('is told as an estimate, with what AWS says', () => {
    const [found] = checkUsages(tokens(2305 - rest).filter(({ quota }) => quota === 'session-token'))
    expect(found).toMatchObject({
      code: 'quota-near',
      severity: 'warning',
      message: 'the fullest session through notebooks fills an estimated 4098 of 4096 bytes of its session token',
    })
    expect(found?.hint).toContain('https://aws.amazon.com/about-aws/whats-new/2026/09/aws-sts')
  })
})
