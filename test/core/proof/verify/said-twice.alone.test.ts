import { meshStacks } from '../../../../constructs/mesh-stacks'
import { memoryFolder } from '../../../../core/model/folder'
import type { AccessGraph, ServiceAccess } from '../../../../core/model/graph'
import type { EntitlementRow } from '../../../../core/model/entitlements'
import type { TrustRow } from '../../../../core/model/trust-row'
import type { Grants } from '../../../../core/model/graph/grants'
import type { LeadingService } from '../../../../core/model/graph/leading'
import type { RoleSeed } from '../../../../core/model/graph/roles'
import type { Persona } from '../../../../core/model/personas'
import type { AccessPath } from '../../../../core/model/graph/paths'
import { verify } from '../../../../core/proof/verify'
import { build, ENVIRONMENT, exampleFolder, MESH } from '../../../support/mesh'

/*
 * Code that renders gets a fault, for what renders and for the proof alike: a proof that takes what it expects from that
 * code would find that everything is as declared.
 */

type Call = (...given: never[]) => unknown

/** What stands in for a function, by its name. */
const mockFaults = new Map<string, (real: unknown, ...given: unknown[]) => unknown>()

function mockModule(path: string, ...names: string[]): object {
  const real = jest.requireActual<Record<string, Call>>(path)
  const faulty = names.map((name) => {
    const call = real[name] as (...given: unknown[]) => unknown
    return [
      name,
      (...given: unknown[]) => {
        const fault = mockFaults.get(name)
        return fault ? fault(call(...given), ...given) : call(...given)
      },
    ]
  })
  return { ...real, ...(Object.fromEntries(faulty) as object) }
}

jest.mock('../../../../core/model/entitlements', () =>
  mockModule('../../../../core/model/entitlements', 'entitlementRows'),
)
jest.mock('../../../../core/model/trust-row', () => mockModule('../../../../core/model/trust-row', 'trustRow'))
jest.mock('../../../../core/model/names', () =>
  mockModule('../../../../core/model/names', 'roleName', 'samlProviderName', 'slug'),
)
jest.mock('../../../../core/model/arn', () =>
  mockModule('../../../../core/model/arn', 'roleArn', 'samlProviderArn', 'oidcProviderArn'),
)
jest.mock('../../../../core/model/mesh', () => mockModule('../../../../core/model/mesh', 'personasOf'))
jest.mock('../../../../core/model/graph', () => mockModule('../../../../core/model/graph', 'accessGraph'))
jest.mock('../../../../core/model/access', () =>
  mockModule('../../../../core/model/access', 'visibleColumns', 'visibleRows'),
)
jest.mock('../../../../core/model/graph/grants', () => mockModule('../../../../core/model/graph/grants', 'grantsOf'))
jest.mock('../../../../core/model/graph/leading', () =>
  mockModule('../../../../core/model/graph/leading', 'leadingServices'),
)
jest.mock('../../../../core/model/graph/paths', () =>
  mockModule('../../../../core/model/graph/paths', 'digestOf', 'pathsOf'),
)
jest.mock('../../../../core/model/graph/roles', () => mockModule('../../../../core/model/graph/roles', 'rolesOf'))
jest.mock('../../../../core/model/graph/services', () =>
  mockModule('../../../../core/model/graph/services', 'serviceAccess'),
)

const metadata = exampleFolder().read('saml/databricks.xml') ?? ''
const files = {
  'mesh.yaml': `${MESH}  warehouse: { protocol: saml, metadata: warehouse.xml, application: "0oa1" }
  desk: { protocol: cognito, identityPool: "eu-central-1:00000000-1111-2222-3333-444444444444" }
  unused: { protocol: oidc, issuer: "https://other.example.com/", clientIds: [b, a] }
quotas: { trustPolicy: 4096 }
`,
  'lab.yaml': `${ENVIRONMENT.replace('confidential', 'public').replace('[notebooks]', '[notebooks, warehouse]').replace('reader: [READERS]', 'reader: { groups: [READERS, OWNERS], sessionHours: 2, data: { table: [SELECT] } }')}      - { to: { group: ADG Größe }, tables: [visits], services: [desk] }
      - { to: { group: ADG Größe }, tables: [subjects], columns: { except: [ssn] }, rows: "country = 'DE'" }
home: { bucket: acme-home, services: [notebooks, desk], groups: [STAFF], sessionHours: 4 }
`,
  'warehouse.xml': metadata,
}

/** With the row from which hooks render trust policies. */
const withSync = { ...files, 'mesh.yaml': `${files['mesh.yaml']}sync: pull\nhooks: {}\n` }

/** What verify says of a mesh while functions have the faults. */
function found(label: string, faults: Readonly<Record<string, (real: never, ...given: never[]) => unknown>>): string[] {
  for (const [name, fault] of Object.entries(faults)) mockFaults.set(name, fault as never)
  // Nothing is kept of a mesh of another label.
  const built = build(memoryFolder(label, 'trustRow' in faults ? withSync : files))
  const lab = meshStacks(built.mesh, built.compiled, { stateFolder: '../../../state' }).find(
    (each) => each.name === 'lab',
  )
  const stacks = [{ name: 'lab', read: () => JSON.stringify(lab?.render()) }]
  return verify({ ...built, stacks, render: () => ({}) }).differences.map(({ message }) => message)
}

afterEach(() => {
  mockFaults.clear()
})

test('without a fault everything is as declared', () => {
  expect(found('right', {})).toEqual([])
  expect(found('right with sync', { trustRow: (row: TrustRow) => row })).toEqual([])
})

const onlyFirst = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).slice(0, 1))

const swapped: Readonly<Record<string, string>> = { OWNERS: 'STAFF', STAFF: 'OWNERS' }

/** Personas of which the readers are others than the files say. */
const withReader =
  (other: (reader: Persona) => Partial<Persona>) =>
  (personas: ReadonlyMap<string, Persona>): ReadonlyMap<string, Persona> =>
    new Map([...personas].map(([name, each]) => [name, name === 'reader' ? { ...each, ...other(each) } : each]))

/** A graph in which two groups have each other's code. */
function withSwappedCodes(graph: AccessGraph): AccessGraph {
  const environments = graph.environments.map((environment) => {
    const codes = new Map(environment.roles.flatMap(({ groups }) => groups.map(({ name, code }) => [name, code])))
    const roles = environment.roles.map((role) => ({
      ...role,
      groups: role.groups.map((each) => ({ ...each, code: codes.get(swapped[each.name] ?? each.name) ?? each.code })),
    }))
    return { ...environment, roles }
  })
  return { ...graph, environments }
}

test.each<[string, string, (real: never, ...given: never[]) => unknown, RegExp]>([
  [
    'rows that lose all but one service of a role',
    'entitlementRows',
    (rows: EntitlementRow[]) =>
      rows.map((row) => ({
        ...row,
        roles: row.roles.map((each) => ({ ...each, services: onlyFirst(each.services) })),
      })),
    /^the row GROUP#OWNERS ENV#lab: .*services.*warehouse/,
  ],
  [
    'rows that give each group the roles of all',
    'entitlementRows',
    (rows: EntitlementRow[]) => rows.map((row) => ({ ...row, roles: rows.flatMap((each) => each.roles) })),
    /^the row GROUP#STAFF ENV#lab: .*acme-lab-owner/,
  ],
  [
    'rows with the code of another group',
    'entitlementRows',
    (rows: EntitlementRow[]) => rows.map((row) => ({ ...row, code: `${row.code.slice(0, 3)}x` })),
    /^the row GROUP#STAFF ENV#lab: item.code is /,
  ],
  [
    'rows that lose a group',
    'entitlementRows',
    (rows: EntitlementRow[]) => rows.slice(1),
    /^the row GROUP#ADG Größe ENV#lab is declared and not rendered$/,
  ],
  [
    'a trust row that adds a service to each role',
    'trustRow',
    (row: TrustRow) => ({
      ...row,
      roles: row.roles.map((each) => ({ ...each, services: row.services.map(({ name }) => name) })),
    }),
    /^the row ENV#lab TRUST: .*acme-lab-owner.*services/,
  ],
  [
    'a trust row that adds the codes of all to each role',
    'trustRow',
    (row: TrustRow) => ({
      ...row,
      roles: row.roles.map((each) => ({ ...each, codes: row.roles.flatMap(({ codes }) => codes) })),
    }),
    /^the row ENV#lab TRUST: .*acme-lab-home.*codes/,
  ],
  [
    'a trust row that takes every source identity',
    'trustRow',
    (row: TrustRow) => ({ ...row, sourceIdentity: '*' }),
    /^the row ENV#lab TRUST: item.sourceIdentity is /,
  ],
  ['a revision that never changes', 'digestOf', () => 'sha256:0', /^the row ENV#lab META: item.revision is /],
  [
    'a revision that leaves permissions out',
    'pathsOf',
    (paths: AccessPath[]) => paths.filter((each) => each.permission !== 'SELECT'),
    /^the row ENV#lab META: item.revision is /,
  ],
  [
    'names of roles without their environment',
    'roleName',
    (_: string, { mesh }: { mesh: string }, suffix: string) => `${mesh}-${suffix}`,
    /^the row GROUP#OWNERS ENV#lab: .*acme-lab-owner/,
  ],
  ['the slug of a group that is cut', 'slug', (slug: string) => slug.slice(0, 3), /^the row GROUP#ADG Größe ENV#lab: /],
  [
    'names of providers that are cut',
    'samlProviderName',
    () => 'acme',
    /^the SAML provider acme-warehouse is declared/,
  ],
  [
    'roles of another account',
    'roleArn',
    (arn: string) => arn.replace('111111111111', '999999999999'),
    /^the row GROUP#OWNERS ENV#lab: .*111111111111:role/,
  ],
  [
    'SAML providers of another account',
    'samlProviderArn',
    (arn: string) => arn.replace('111111111111', '999999999999'),
    /^acme-lab-owner does not open to OWNERS .*through warehouse/,
  ],
  [
    'OIDC providers of another account',
    'oidcProviderArn',
    (arn: string) => arn.replace('111111111111', '999999999999'),
    /^acme-lab-owner does not open to OWNERS .*through notebooks/,
  ],
  [
    'a service that takes assertions for somebody else',
    'serviceAccess',
    (service: ServiceAccess) =>
      service.protocol === 'saml' ? { ...service, audience: 'https://sp.example' } : service,
    /^acme-lab-owner does not open to OWNERS .*through warehouse/,
  ],
  [
    'an identity pool of somebody else',
    'serviceAccess',
    (service: ServiceAccess) => (service.protocol === 'cognito' ? { ...service, provider: 'eu-central-1:0' } : service),
    /^acme-lab-home does not open to STAFF .*through desk/,
  ],
  [
    'sessions of a persona that last longer than its environment says',
    'personasOf',
    withReader(() => ({ sessionHours: 12 })),
    /acme-lab-reader.*(?:43200|12)/,
  ],
  [
    'policies of a persona that no file names',
    'personasOf',
    withReader(({ policies }) => ({ policies: [...policies, 'catalog-reader'] })),
    /acme-lab-reader.*catalog-reader/,
  ],
  [
    'a level of a persona that its environment does not say',
    'personasOf',
    withReader(({ data }) => ({ data: { ...data, table: ['DELETE', 'SELECT'] } })),
    /acme-lab-reader.*DELETE/,
  ],
  [
    'a role that one service more leads to',
    'leadingServices',
    (leading: LeadingService[]) => [...leading, { name: 'unused', at: undefined }],
    /^acme-lab-owner opens to OWNERS .*through unused/,
  ],
  [
    'a role that is given to one group more',
    'rolesOf',
    (seeds: RoleSeed[]) =>
      seeds.map((each) =>
        each.kind === 'home' ? { ...each, groups: [...each.groups, { name: 'READERS', source: undefined }] } : each,
      ),
    /^the row GROUP#READERS ENV#lab: .*acme-lab-home/,
  ],
  ['groups with the codes of each other', 'accessGraph', withSwappedCodes, /^acme-lab-home opens to OWNERS/],
  [
    'grants with a permission more',
    'grantsOf',
    (grants: Grants) => ({
      ...grants,
      tables: grants.tables.map((each) => ({ ...each, permissions: [...each.permissions, 'ALTER'].sort() })),
    }),
    /^acme-lab-reader holds ALTER.* on lab_trials.visits/,
  ],
  ['filters that show every column', 'visibleColumns', () => null, /acme-lab-share-adg-gro-e.*column/],
  ['filters that show every row', 'visibleRows', () => null, /acme-lab-share-adg-gro-e.*row/],
])('%s are a difference', (label, name, fault, message) => {
  expect(found(label, { [name]: fault })).toContainEqual(expect.stringMatching(message))
})
