import { verifyTrust } from '../../../core/proof/verify/trust'
import { rolesOf } from '../../../core/terraform/rendered/roles'
import { build, ENVIRONMENT, environmentOf, MESH, smallMesh, type Built } from '../../support/mesh'
import { renderedStacks } from '../../support/rendered'

const POOL = 'eu-central-1:11111111-2222-3333-4444-555555555555'
const mesh = MESH.replace(
  'services:\n',
  `services:
  portal: { protocol: cognito, identityPool: "${POOL}" }
  spare: { protocol: oidc, issuer: "https://login.example.com/oauth2/aus1", clientIds: [spare] }
`,
)
const lab = `${ENVIRONMENT.replace('[notebooks]', '[notebooks, portal]')}
      - to: { group: VISITORS }
        tables: [subjects]
  rooms:
    owner: APPROVERS
    classification: internal
    tables: { rooms: { columns: { room: string } } }
    access:
      - to: { group: GUESTS }
      - to: { group: NEIGHBOURS }
        services: [portal]
home: { bucket: acme-home, services: [portal, spare], groups: [STAFF] }
`
const built = (files: Readonly<Record<string, string>> = {}): Built =>
  build(smallMesh({ 'mesh.yaml': mesh, 'lab.yaml': lab, ...files }))

const servicesOf = (each: Built): Record<string, readonly string[]> =>
  Object.fromEntries(environmentOf(each, 'lab').roles.map(({ key, services }) => [key, services]))

test('a Cognito service leads to home storage, and elsewhere only where an entry names it', () => {
  expect(servicesOf(built())).toEqual({
    home: ['portal', 'spare'],
    persona_owner: ['notebooks'],
    persona_reader: ['notebooks'],
    share_guests: ['notebooks'],
    share_neighbours: ['notebooks', 'portal'],
    share_visitors: ['notebooks'],
  })
})

test('a service of home storage or of an entry need not be one of the environment', () => {
  const files = { 'lab.yaml': lab.replace('[notebooks, portal]', '[notebooks]') }
  expect(servicesOf(built(files))).toEqual(servicesOf(built()))
  expect(environmentOf(built(files), 'lab').services.map(({ name }) => name)).toEqual(['notebooks', 'portal', 'spare'])
})

test('a persona may name one, too', () => {
  const personas = 'personas: { guest: { data: { table: [] }, scope: access, services: [portal] } }\n'
  const entry = 'access:\n      - to: { persona: guest }\n        permissions: read\n      - to: { group: GUESTS }'
  const files = {
    'mesh.yaml': mesh + personas,
    'lab.yaml': lab
      .replace('personas:\n', 'personas:\n  guest: [LODGERS]\n')
      .replace('access:\n      - to: { group: GUESTS }', entry),
  }
  expect(servicesOf(built(files)).persona_guest).toEqual(['notebooks', 'portal'])
})

test('a trust policy that lets a Cognito service open a role of data is told', () => {
  const { mesh: model, registry, graph } = built()
  const access = environmentOf(built(), 'lab')
  const { roles } = rolesOf(renderedStacks(built()).get('lab')!)
  const [neighbours, guests] = ['neighbours', 'guests'].map((each) => roles.find(({ name }) => name.endsWith(each))!)
  const code = (group: string): string => registry.groups[group]!.code
  const text = JSON.stringify(neighbours!.trust).replaceAll(code('NEIGHBOURS'), code('GUESTS'))
  const opened = { ...guests!, trust: JSON.parse(text) as NonNullable<typeof guests>['trust'] }
  expect(verifyTrust(model, registry, access, [guests!, neighbours!]).differences).toEqual([])
  // Also where what is rendered of the files is wrong in the same way.
  const wrong = {
    ...access,
    roles: graph.environments[0]!.roles.map((each) =>
      each.key === 'share_guests' ? { ...each, services: ['notebooks', 'portal'] } : each,
    ),
  }
  for (const each of [access, wrong])
    expect(verifyTrust(model, registry, each, [opened]).differences.map(({ message }) => message)).toEqual(
      expect.arrayContaining([expect.stringContaining('opens to GUESTS through portal, which no line declares')]),
    )
})

describe('services: all', () => {
  const all = { 'lab.yaml': lab.replace('[notebooks, portal]', 'all') }

  test('is every service that says who a person is, and no Cognito service', () => {
    expect(servicesOf(built(all))).toEqual(
      servicesOf(built({ 'lab.yaml': lab.replace('[notebooks, portal]', '[spare, notebooks]') })),
    )
    expect(servicesOf(built(all)).share_guests).toEqual(['notebooks', 'spare'])
    expect(servicesOf(built(all)).home).toEqual(['portal', 'spare'])
  })

  test('is each that comes, and renders the same whatever their order in mesh.yaml', () => {
    const added = '  added: { protocol: oidc, issuer: "https://a.example.com", clientIds: [added] }\n'
    const [first, last] = [
      mesh.replace('services:\n', `services:\n${added}`),
      mesh.replace('  spare: {', `${added}  spare: {`),
    ].map((each) => built({ ...all, 'mesh.yaml': each }))
    expect(servicesOf(first!).share_guests).toEqual(['added', 'notebooks', 'spare'])
    expect(first!.mesh.environments.get('lab')?.services).toEqual(['added', 'notebooks', 'spare'])
    expect(last!.mesh.environments.get('lab')?.services).toEqual(['added', 'notebooks', 'spare'])
  })

  test('is proved as the list is', () => {
    const each = built(all)
    const { roles } = rolesOf(renderedStacks(each).get('lab')!)
    expect(verifyTrust(each.mesh, each.registry, environmentOf(each, 'lab'), roles).differences).toEqual([])
  })
})
