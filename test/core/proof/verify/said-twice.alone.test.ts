import { meshStacks } from '../../../../constructs/mesh-stacks'
import { memoryFolder } from '../../../../core/model/folder'
import { accessGraph, groupsWithRoles } from '../../../../core/model/graph'
import type {
  AccessGraph,
  DatabaseGrant,
  EnvironmentAccess,
  LocationGrant,
  ServiceAccess,
} from '../../../../core/model/graph'
import type { Mesh } from '../../../../core/model/mesh'
import { EMPTY_REGISTRY, updateRegistry } from '../../../../core/model/registry'
import { renderMesh } from '../../../../core/policy/compile'
import type { EntitlementRow } from '../../../../core/model/entitlements'
import type { PolicyDocument, Statement } from '../../../../core/policy/document'
import type { HookConfig } from '../../../../core/model/hook-config'
import type { TrustRow } from '../../../../core/model/trust-row'
import type { Grants } from '../../../../core/model/graph/grants'
import type { LeadingService } from '../../../../core/model/graph/leading'
import type { RoleSeed } from '../../../../core/model/graph/roles'
import type { Persona } from '../../../../core/model/personas'
import type { AccessPath } from '../../../../core/model/graph/paths'
import { verify } from '../../../../core/proof/verify'
import { ENVIRONMENT, exampleFolder, MESH, meshOf, type Built } from '../../../support/mesh'
import { some } from '../../../support/scale'

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
  mockModule(
    '../../../../core/model/names',
    'aliasName',
    'bucketName',
    'databaseName',
    'fit',
    'roleName',
    'rolePath',
    'samlProviderName',
    'sideAliasName',
    'sideBucketName',
    'slug',
    'tableName',
  ),
)
jest.mock('../../../../core/model/arn', () =>
  mockModule(
    '../../../../core/model/arn',
    'bucketArn',
    'glueArn',
    'issuerKey',
    'oidcProviderArn',
    'roleArn',
    'samlProviderArn',
    'workgroupArn',
  ),
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
jest.mock('../../../../core/model/graph/locations', () =>
  mockModule('../../../../core/model/graph/locations', 'locationsOf'),
)
jest.mock('../../../../core/model/partition', () =>
  mockModule('../../../../core/model/partition', 'cognitoPrincipal', 'partitionFacts'),
)
jest.mock('../../../../core/model/sensitivity', () => mockModule('../../../../core/model/sensitivity', 'sensitivityOf'))
jest.mock('../../../../core/model/change-rules', () =>
  mockModule('../../../../core/model/change-rules', 'environmentRules', 'hubRules', 'writtenRules'),
)
jest.mock('../../../../core/model/hook-config', () => mockModule('../../../../core/model/hook-config', 'hookConfig'))
jest.mock('../../../../core/policy/hooks/trust-sync-role', () =>
  mockModule('../../../../core/policy/hooks/trust-sync-role', 'trustSyncRolePolicy', 'trustSyncTrust'),
)
jest.mock('../../../../core/model/run-roles', () => mockModule('../../../../core/model/run-roles', 'runSubject'))

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
const withSync = { ...files, 'mesh.yaml': `${files['mesh.yaml']}sync: pull\nhooks: { runTask: { failOn: high } }\n` }

/** With roles of runs. */
const withRuns = {
  ...files,
  'mesh.yaml': `${files['mesh.yaml'].replace(/deployRole: .*\n/, '')}backend: { type: cloud, organization: acme, project: Mesh, credentials: {} }\n`,
}

/** With all that an output tells of changes. */
const withRules = {
  ...files,
  'mesh.yaml': `${files['mesh.yaml']}waive: [{ rule: many-stars, at: acme-lab-reader, reason: CR-1 }]\nreview: { risk: { narrowed: low } }\n`,
  'lab.yaml': `${files['lab.yaml']
    .replace('owner: APPROVERS', 'owner: APPROVERS\n    stewards: [STEWARDS]')
    .replace(`"country = 'DE'"`, `"country = 'DE'", approvedBy: APPROVERS`)}
waive: [{ rule: many-stars, at: acme-lab-owner, reason: CR-2 }]
`,
}

/** What rules about policies would say of a fault is not asked: the proof must see it. */
function unjudged(mesh: Mesh): Built {
  const environments = new Map([...mesh.environments].map(([name, { account, region }]) => [name, { account, region }]))
  const registry = updateRegistry(EMPTY_REGISTRY, { groups: groupsWithRoles(mesh), environments })
  const graph = accessGraph(mesh, registry)
  const { compiled, diagnostics } = renderMesh(mesh, graph)
  if (!compiled) throw new Error(JSON.stringify(diagnostics))
  return { mesh, registry, graph, compiled }
}

type Faults = Readonly<Record<string, (real: never, ...given: never[]) => unknown>>

/** What verify says of a stack while functions have the faults. */
function found(label: string, faults: Faults, stack = 'lab', of: Readonly<Record<string, string>> = files): string[] {
  for (const [name, fault] of Object.entries(faults)) mockFaults.set(name, fault as never)
  // Nothing is kept of a mesh of another label.
  const built = unjudged(meshOf(memoryFolder(label, of)))
  const rendered = meshStacks(built.mesh, built.compiled, { stateFolder: '../../../state' }).find(
    (each) => each.name === stack,
  )
  const render = (): object => rendered?.render() ?? {}
  const stacks = [{ name: stack, read: () => JSON.stringify(render()) }]
  return verify({ ...built, stacks, render }).differences.map(({ message }) => message)
}

afterEach(() => {
  mockFaults.clear()
})

test('without a fault everything is as declared', () => {
  expect(found('right', {})).toEqual([])
  expect(found('right with sync', {}, 'lab', withSync)).toEqual([])
  expect(found('right hub', {}, 'hub', withSync)).toEqual([])
  expect(found('right with runs', {}, 'lab', withRuns)).toEqual([])
  expect(found('right runs', {}, 'bootstrap-hub', withRuns)).toEqual([])
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

type Case = [string, string, (real: never, ...given: never[]) => unknown, RegExp]
const CASES: Case[] = [
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
    /^the role acme-lab-reader: max_session_duration is 43200, and 7200 is declared$/,
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
]

test.each(some(CASES))('%s are a difference', (label, name, fault, message) => {
  const of = name === 'trustRow' ? withSync : files
  expect(found(label, { [name]: fault }, 'lab', of)).toContainEqual(expect.stringMatching(message))
})

/** A graph of which the output of an environment says something else. */
function outputOf(change: (access: EnvironmentAccess) => Partial<EnvironmentAccess>) {
  return (graph: AccessGraph): AccessGraph => ({
    ...graph,
    environments: graph.environments.map((each) => ({ ...each, ...change(each) })),
  })
}

const TABLES_OF_TRIALS: LocationGrant = {
  dataset: 'trials',
  bucket: 'acme-lab-trials-111111111111',
  prefix: '',
  permissions: ['DATA_LOCATION_ACCESS'],
  source: undefined,
}

const replaced = (document: PolicyDocument, what: string, by: string): PolicyDocument =>
  JSON.parse(JSON.stringify(document).replaceAll(what, by)) as PolicyDocument

const without =
  (element: keyof Statement) =>
  (document: PolicyDocument): PolicyDocument => ({
    ...document,
    Statement: document.Statement.map(({ [element]: _, ...rest }) => rest as Statement),
  })

const databases =
  (change: (grant: DatabaseGrant) => readonly DatabaseGrant[]) =>
  (grants: Grants): Grants => ({ ...grants, databases: grants.databases.flatMap(change) })

const cut = (name: string): string => name.replace(/.$/, '')
const only =
  (part: RegExp) =>
  (real: string, ...given: unknown[]): string =>
    part.test(JSON.stringify(given)) ? cut(real) : real

const CASES_OF_STACKS: [...Case, string, Readonly<Record<string, string>>][] = [
  [
    'the cut name of the role of trust-sync',
    'roleName',
    only(/"trust-sync"/),
    /^the role acme-lab-trust-sync is declared/,
    'lab',
    withSync,
  ],
  [
    'the cut name of a role of runs',
    'roleName',
    only(/terraform-plan/),
    /^the role acme-hub-terraform-plan is declared/,
    'bootstrap-hub',
    withRuns,
  ],
  [
    'the cut name of a run that administers',
    'roleName',
    only(/terraform-plan/),
    /acme-lab-terraform-plan/,
    'lab',
    withRuns,
  ],
  [
    'runs of any phase',
    'runSubject',
    (subject: string) => subject.replace(/run_phase:.*/, 'run_phase:plan'),
    /acme-hub-terraform-apply/,
    'bootstrap-hub',
    withRuns,
  ],
  [
    'issuers without their path',
    'issuerKey',
    (key: string) => key.replace(/\/.*/, ''),
    /^acme-lab-owner does not open to OWNERS .*through notebooks/,
    'lab',
    files,
  ],
  [
    'another principal of identity pools',
    'cognitoPrincipal',
    () => 'cognito.example.com',
    /^acme-lab-home does not open to STAFF .*through desk/,
    'lab',
    files,
  ],
  [
    'an output without a service',
    'accessGraph',
    outputOf(({ services }) => ({ services: services.slice(1) })),
    /output.*services/,
    'lab',
    files,
  ],
  [
    'an output with another owner',
    'accessGraph',
    outputOf(({ datasets }) => ({ datasets: datasets.map((each) => ({ ...each, owner: 'EVE' })) })),
    /output.*EVE/,
    'lab',
    files,
  ],
  ['an output that calls data public', 'sensitivityOf', () => 'ordinary', /output.*sensitivity/, 'lab', files],
  ['an output without rules', 'writtenRules', () => ({}), /output.*rules/, 'lab', withRules],
  [
    'an output that lost waivers',
    'environmentRules',
    (rules: object) => ({ ...rules, waivers: [] }),
    /output.*waivers/,
    'lab',
    withRules,
  ],
  [
    'an output that lost approvals',
    'environmentRules',
    (rules: object) => ({ ...rules, approvals: [] }),
    /output.*approvals/,
    'lab',
    withRules,
  ],
  [
    'an output that lost stewards',
    'environmentRules',
    (rules: object) => ({ ...rules, stewards: {} }),
    /output.*stewards/,
    'lab',
    withRules,
  ],
  ['a hub that lost risks', 'hubRules', (rules: object) => ({ ...rules, risk: {} }), /output.*risk/, 'hub', withRules],
  ['a hub without rules', 'writtenRules', () => ({}), /output.*rules/, 'hub', withRules],
  [
    'a permission more in databases',
    'grantsOf',
    databases((each) => [{ ...each, permissions: [...each.permissions, 'CREATE_TABLE'].sort() } as never]),
    /acme-lab-reader holds CREATE_TABLE/,
    'lab',
    files,
  ],
  ['no permission in databases', 'grantsOf', databases(() => []), /acme-lab-reader.*DESCRIBE/, 'lab', files],
  [
    'locations of whoever reads',
    'locationsOf',
    (places: LocationGrant[]) => (places.length > 0 ? places : [TABLES_OF_TRIALS]),
    /acme-lab-reader holds DATA_LOCATION_ACCESS/,
    'lab',
    files,
  ],
  [
    'buckets without their account',
    'bucketName',
    (name: string) => name.replace(/-\d+$/, ''),
    /acme-lab-trials-111111111111/,
    'lab',
    files,
  ],
  [
    'databases without their environment',
    'databaseName',
    (name: string) => name.replace(/^lab_/, ''),
    /lab_trials/,
    'lab',
    files,
  ],
  ['aliases that are cut', 'aliasName', cut, /alias\/acme-lab-trials /, 'lab', files],
  ['aliases of results that are cut', 'sideAliasName', cut, /alias\/results-acme-lab /, 'lab', files],
  ['results in another bucket', 'sideBucketName', cut, /results-acme-lab-111111111111 /, 'lab', files],
  ['another table', 'tableName', cut, /acme-entitlements/, 'hub', withSync],
  ['roles on another path', 'rolePath', () => '/', /acme-lab-owner/, 'lab', files],
  ['ARNs of all buckets', 'bucketArn', () => 'arn:aws:s3:::*', /acme-lab/, 'lab', files],
  ['ARNs of another catalogue', 'glueArn', (arn: string) => arn.replace('111111111111', '*'), /acme-lab/, 'lab', files],
  [
    'ARNs of all workgroups',
    'workgroupArn',
    (arn: string) => arn.replace(/workgroup.*/, 'workgroup/*'),
    /acme-lab/,
    'lab',
    files,
  ],
  [
    'a role of trust-sync for the whole hub',
    'trustSyncTrust',
    without('Condition'),
    /^acme-lab-trust-sync opens to arn:aws:iam::000000000000:root/,
    'lab',
    withSync,
  ],
  [
    'a role of trust-sync for another function',
    'trustSyncTrust',
    (real: PolicyDocument) => replaced(real, 'trust-sync-hook', 'okta-token-hook'),
    /^acme-lab-trust-sync does not open to /,
    'lab',
    withSync,
  ],
  [
    'a role of trust-sync that rewrites all roles',
    'trustSyncRolePolicy',
    (real: PolicyDocument) => replaced(real, 'role/acme/*', 'role/*'),
    /^acme-lab-trust-sync may iam:UpdateAssumeRolePolicy .*role\/acme-hub\/x/,
    'lab',
    withSync,
  ],
  [
    'a role of trust-sync that asks for no tag',
    'trustSyncRolePolicy',
    without('Condition'),
    /^acme-lab-trust-sync may iam:UpdateAssumeRolePolicy arn:aws:iam::111111111111:role\/acme\/x$/,
    'lab',
    withSync,
  ],
  [
    'a role of trust-sync that gives rights',
    'trustSyncRolePolicy',
    (real: PolicyDocument) => replaced(real, 'iam:GetRole', 'iam:PutRolePolicy'),
    /^acme-lab-trust-sync may iam:PutRolePolicy/,
    'lab',
    withSync,
  ],
  ['names of functions that are cut', 'fit', cut, /^the role acme-okta-saml-hook is declared/, 'hub', withSync],
  [
    'hooks that take every source identity',
    'hookConfig',
    (config: HookConfig) => ({ ...config, sourceIdentity: '*' }),
    /^what hooks know of the mesh: sourceIdentity/,
    'hub',
    withSync,
  ],
]

test.each(some(CASES_OF_STACKS, 1))('%s are a difference', (label, name, fault, message, stack, of) => {
  expect(found(label, { [name]: fault }, stack, of)).toContainEqual(expect.stringMatching(message))
})
