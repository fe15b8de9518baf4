import type { HookConfig } from '../../../core/model/hook-config'
import { declaredKey, liveKey } from '../../../core/model/table-keys'
import { applicationAttribute, groupAttribute } from '../../../hooks/lib/live-rows'
import { findService, type ServiceQuery } from '../../../hooks/lib/services'
import type { Session, SignInRequest } from '../../../hooks/lib/session'
import { signIn } from '../../../hooks/lib/sign-in'
import { hookConfigOf, memoryLog, memoryTable, rowRole } from '../../support/hook-config'

const config = hookConfigOf({ sync: true, retired: { CCCC: 'OLD' } })

const META = { ...declaredKey.environment('lab'), revision: 'sha256:1', groups: [{ name: 'READERS', code: 'AAAA' }] }
const DECLARED = { ...declaredKey.group('READERS', 'lab'), code: 'AAAA', roles: [rowRole('reader')] }

const liveRow = (group: string, code: string, role: string, changes: object = {}): object => ({
  ...liveKey.group(group, 'lab', 'trials'),
  version: 1,
  environment: 'lab',
  revision: 'sha256:1',
  code,
  roles: [rowRole(role)],
  ...changes,
})
const index = (...groups: readonly [string, string][]): object => ({
  ...liveKey.index(),
  ...Object.fromEntries(groups.map(([name, code]) => [groupAttribute(name.toLowerCase()), { name, code }])),
  [applicationAttribute('app-live')]: 'warehouse',
  [applicationAttribute('app-stolen')]: 'lake',
})
const service = (changes: object = {}): object => ({
  ...liveKey.service('warehouse'),
  version: 1,
  state: 'active',
  service: 'warehouse',
  definition: { protocol: 'saml', metadata: '<x/>', maxGroups: 20, groupsClaim: 'groups', application: 'app-live' },
  environments: { lab: 'sha256:1' },
  ...changes,
})

interface Case {
  readonly rows: readonly object[]
  readonly request?: Partial<SignInRequest>
  readonly mesh?: HookConfig
}

async function run({
  rows,
  request,
  mesh = config,
}: Case): Promise<{ session: Session | undefined; code: string; asked: readonly string[] }> {
  const table = memoryTable(rows)
  const all = { service: 'lake', user: 'anna@example.com', groups: ['READERS', 'Guests'], attributes: {}, ...request }
  let code = 'none'
  const session = await signIn({ config: mesh, table, log: memoryLog() }, all).catch((error: { code: string }) => {
    code = error.code
    return undefined
  })
  return { session, code, asked: table.asked }
}

const rolesOf = (session: Session | undefined): string[] | undefined =>
  session?.roles.map(({ arn }) => arn.split('/').at(-1) ?? '')

/** What is read at once. */
const FIRST = ['ENV#lab / META', 'MESH / LIVE', 'LIVE#SERVICE#lake / LIVE', 'GROUP#READERS']

describe('a group that an event has added', () => {
  it('opens the roles of its row, under the name that the index gives', async () => {
    const rows = [META, DECLARED, index(['GUESTS', 'zAAA']), liveRow('GUESTS', 'zAAA', 'guest')]
    const { session, asked } = await run({ rows })
    expect(rolesOf(session)).toEqual(['guest', 'reader'])
    expect(session?.tags).toEqual({ GroupHash: '.AAAA.zAAA.' })
    expect(asked).toEqual([...FIRST, 'GROUP#GUESTS'])
  })

  it('is read at the price of two rows more where it is not there', async () => {
    const { asked } = await run({ rows: [META, DECLARED, index()] })
    expect(asked).toEqual(FIRST)
  })

  it.each<[string, object]>([
    ['is of another revision', { revision: 'sha256:0' }],
    ['is gone', { gone: true }],
    ['says another environment than its key', { environment: 'plant' }],
    ['has another code than the index', { code: 'zBBB' }],
  ])('opens nothing if its row %s', async (_, changes) => {
    const rows = [META, DECLARED, index(['GUESTS', 'zAAA']), liveRow('GUESTS', 'zAAA', 'guest', changes)]
    expect(rolesOf((await run({ rows })).session)).toEqual(['reader'])
  })

  it('opens nothing in an environment without an applied revision, and nor does a declared one', async () => {
    const rows = [DECLARED, index(['GUESTS', 'zAAA']), liveRow('GUESTS', 'zAAA', 'guest')]
    expect((await run({ rows })).code).toBe('no-roles')
  })

  it.each([
    ['of a group that an environment names', 'READERS2', 'AAAA'],
    ['that was another group’s', 'GUESTS', 'CCCC'],
  ])('opens nothing with a code %s', async (_, name, code) => {
    const rows = [META, index([name, code]), liveRow(name, code, 'guest')]
    const { session, code: refusal } = await run({ rows, request: { groups: [name] } })
    expect([session, refusal]).toEqual([undefined, 'no-roles'])
  })

  it('has its old code again', async () => {
    const rows = [META, index(['OLD', 'CCCC']), liveRow('OLD', 'CCCC', 'guest')]
    expect((await run({ rows, request: { groups: ['old'] } })).session?.tags).toEqual({ GroupHash: '.CCCC.' })
  })

  it('is not known where events do not count', async () => {
    const rows = [
      META,
      DECLARED,
      index(['GUESTS', 'zAAA']),
      liveRow('GUESTS', 'zAAA', 'guest'),
      liveRow('READERS', 'AAAA', 'more'),
    ]
    const { session, asked } = await run({ rows, mesh: { ...config, sync: false } })
    expect(rolesOf(session)).toEqual(['reader'])
    expect(asked).toEqual(['ENV#lab / META', 'GROUP#READERS'])
  })

  it('is nobody else, whatever name the index gives', async () => {
    const entry = { [groupAttribute('guests')]: { name: 'ADMINS', code: 'zAAA' } }
    const rows = [META, DECLARED, { ...index(), ...entry }, liveRow('ADMINS', 'zAAA', 'admin')]
    expect(rolesOf((await run({ rows })).session)).toEqual(['reader'])
  })

  it('counts against the 100 groups that are asked for', async () => {
    const names = Array.from({ length: 100 }, (_, number) => `GUEST${number}`)
    const rows = [META, DECLARED, index(...names.map((name, number): [string, string] => [name, `z${100 + number}`]))]
    expect((await run({ rows, request: { groups: ['READERS', ...names] } })).code).toBe('too-many-groups')
  })
})

describe('a grant of run time', () => {
  it('adds a role to a group of the lock file', async () => {
    const { session } = await run({ rows: [META, DECLARED, liveRow('READERS', 'AAAA', 'writer')] })
    expect(rolesOf(session)).toEqual(['reader', 'writer'])
  })

  it('ends with the revision that it was made on, and takes nothing declared away', async () => {
    const rows = [{ ...META, revision: 'sha256:2' }, DECLARED, liveRow('READERS', 'AAAA', 'writer', { code: 'zzzz' })]
    expect(rolesOf((await run({ rows })).session)).toEqual(['reader'])
  })
})

describe('a service of run time', () => {
  const request = { service: 'warehouse', groups: ['READERS', 'GUESTS'] }
  const rows = [META, DECLARED, index(['GUESTS', 'zAAA']), liveRow('GUESTS', 'zAAA', 'guest')]

  it('leads to the roles of its environments, through the provider that it has in each account', async () => {
    const { session } = await run({ rows: [...rows, service()], request })
    const provider = 'arn:aws:iam::111111111111:saml-provider/acme-warehouse'
    expect(session?.roles).toEqual(
      ['guest', 'reader'].map((name) => ({ arn: rowRole(name).arn, persona: 'reader', provider })),
    )
  })

  it('names the provider of its issuer', async () => {
    const definition = {
      protocol: 'oidc',
      issuer: 'https://login.example.com/x',
      clientIds: ['a'],
      maxGroups: 20,
      groupsClaim: 'groups',
    }
    const { session } = await run({ rows: [...rows, service({ definition })], request })
    expect(session?.roles[0]?.provider).toBe('arn:aws:iam::111111111111:oidc-provider/login.example.com/x')
  })

  it('does not lead to home storage', async () => {
    const home = { ...DECLARED, roles: [rowRole('home', { persona: 'home' })] }
    const { code } = await run({ rows: [META, home, index(), service()], request })
    expect(code).toBe('no-roles')
  })

  it.each<[string, object, string]>([
    ['another environment', { environments: { plant: 'sha256:1' } }, 'no-roles'],
    ['another revision', { environments: { lab: 'sha256:0' } }, 'no-roles'],
    ['too many groups', { definition: { protocol: 'saml', maxGroups: 1, groupsClaim: 'groups' } }, 'too-many-groups'],
    ...['pending', 'removing', 'removed', 'refused'].map((state): [string, object, string] => [
      state,
      { state },
      'unknown-application',
    ]),
  ])('leads nowhere: %s', async (_, changes, code) => {
    expect((await run({ rows: [...rows, service(changes)], request })).code).toBe(code)
  })

  describe('that the files declare meanwhile', () => {
    const mesh = { ...config, services: { ...config.services, warehouse: config.services.lake! } }
    const named = { ...DECLARED, roles: [rowRole('reader', { services: { warehouse: 'arn:of:terraform' } })] }

    it('leads to the roles of environments that are not applied yet as before', async () => {
      const { session } = await run({ rows: [...rows, service()], request, mesh })
      expect(rolesOf(session)).toEqual(['guest', 'reader'])
    })

    it('leads through the provider of the row where it is applied', async () => {
      const ended = service({ environments: { lab: 'sha256:0' } })
      const { session } = await run({ rows: [META, named, index(), ended], request, mesh })
      expect(session?.roles.map(({ provider }) => provider)).toEqual(['arn:of:terraform'])
    })

    it.each<[string, object]>([
      ['removed', { state: 'removed' }],
      ['of another protocol', { definition: { protocol: 'oidc', maxGroups: 20, groupsClaim: 'groups' } }],
      ['of another revision', { environments: { lab: 'sha256:0' } }],
    ])('leads nowhere else if its row is %s', async (_, changes) => {
      expect((await run({ rows: [...rows, service(changes)], request, mesh })).code).toBe('no-roles')
    })
  })

  describe('is found by its application', () => {
    const find = (application: string, all: readonly object[], mesh = config): Promise<string> => {
      const query: ServiceQuery = {
        protocol: 'saml',
        matches: (each) => each.application === application,
        attribute: applicationAttribute(application),
      }
      return findService({ config: mesh, table: memoryTable(all) }, query).then(
        ({ name }) => name,
        (error: { code: string }) => error.code,
      )
    }
    const saml = { protocol: 'saml', maxGroups: 20, groupsClaim: 'groups' }
    const oidc = { ...saml, protocol: 'oidc', issuer: 'https://x.example', clientIds: ['a'], application: 'app-live' }

    it('while it is active', async () => {
      expect(await find('app-live', [index(), service()])).toBe('warehouse')
      for (const state of ['pending', 'removing', 'removed', 'refused'])
        expect(await find('app-live', [index(), service({ state })])).toBe('unknown-application')
    })

    it('without a reading if it is declared', async () => {
      expect(await find('app-lake', [])).toBe('lake')
    })

    const stolen = service({ ...liveKey.service('lake'), definition: { ...saml, application: 'app-stolen' } })
    it.each<[string, string, object | undefined]>([
      ['nobody knows it', 'app-other', service()],
      ['the service has no row', 'app-live', undefined],
      ['the service says another one', 'app-live', service({ definition: { ...saml, application: 'x' } })],
      ['the service is not of the protocol', 'app-live', service({ definition: oidc })],
      ['the index gives it to a declared service', 'app-stolen', stolen],
    ])('and not if %s', async (_, application, row) => {
      expect(await find(application, row ? [index(), row] : [index()])).toBe('unknown-application')
    })

    it('and not where events do not count', async () => {
      const mesh = { ...config, sync: false }
      expect(await find('app-live', [index(), service()], mesh)).toBe('unknown-application')
    })

    it('and not while the table is silent', async () => {
      const table = { partition: () => Promise.reject(new Error('no')), rows: () => Promise.reject(new Error('no')) }
      const query: ServiceQuery = { protocol: 'saml', matches: () => false, attribute: applicationAttribute('x') }
      await expect(findService({ config, table }, query)).rejects.toMatchObject({ code: 'unavailable' })
    })

    it('and not if two services claim it', async () => {
      const services = { ...config.services, twin: config.services.lake! }
      expect(await find('app-lake', [index(), service()], { ...config, services })).toBe('unknown-application')
    })
  })
})
