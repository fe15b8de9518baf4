import { build, ENVIRONMENT, type Built } from '../../../support/mesh'
import { prepare } from '../../../../cli/lib/prepare'
import { withFiles } from '../../../../cli/lib/pull/files'
import { appliedRows, diff, FILES, folderOf, METADATA, oidc, pull, revisionOf, saml, serviceRows } from './lab'

const mesh = FILES['mesh.yaml']!
const lab = FILES['lab.yaml']!
const dev = ENVIRONMENT.replace('111111111111', '222222222222')
const BOTH = { ...FILES, 'dev.yaml': dev }
const METADATA_FILE = 'saml/ghost.xml'
/** The issuer that the notebooks come from. */
const SHARED = 'https://login.example.com/oauth2/aus1'

type Definition = Parameters<typeof serviceRows>[2]
const pulled = (definition: Definition, changes: object = {}, files = FILES): ReturnType<typeof pull> =>
  pull(files, (built) => [...appliedRows(built), ...serviceRows(built, 'ghost', definition, changes)])

test('a SAML service is declared, with its metadata in a file, and named where it holds', async () => {
  const { files, lines } = await pulled(saml())
  expect(Object.keys(files)).toEqual([METADATA_FILE, 'mesh.yaml', 'lab.yaml'])
  expect(files[METADATA_FILE]).toBe(METADATA)
  expect(diff(mesh, files['mesh.yaml']!)).toEqual([
    '+   ghost: { protocol: saml, metadata: saml/ghost.xml, application: 0oa1ghost, adopt: [lab] }',
  ])
  expect(diff(lab, files['lab.yaml']!)).toEqual(['- services: [notebooks]', '+ services: [notebooks, ghost]'])
  expect(lines).toEqual([
    'mesh/mesh.yaml:7: the service ghost, with mesh/saml/ghost.xml (joe@example.com: CR-2)',
    'mesh/lab.yaml:5: lab trusts the service ghost, whose provider Terraform takes over (joe@example.com: CR-2)',
  ])
})

test.each<[string, Definition, string]>([
  [
    'OpenID Connect',
    oidc(),
    '{ protocol: oidc, issuer: https://ghost.example.com/oauth2, clientIds: [ghost], adopt: [lab] }',
  ],
  [
    'every key that has not its default',
    oidc({ application: 'app.1', maxGroups: 7, groupsClaim: 'https://acme/groups', clientIds: ['b', 'a:1'] }),
    '\n    protocol: oidc\n    issuer: https://ghost.example.com/oauth2\n    clientIds: [b, a:1]\n    application: app.1\n    maxGroups: 7\n    groupsClaim: https://acme/groups\n    adopt: [lab]',
  ],
  [
    'an audience',
    saml({ audience: 'https://eu-central-1.signin.aws.amazon.com/saml' }),
    '\n    protocol: saml\n    metadata: saml/ghost.xml\n    audience: https://eu-central-1.signin.aws.amazon.com/saml\n    application: 0oa1ghost\n    adopt: [lab]',
  ],
  [
    'an issuer whose provider Terraform has',
    oidc({ issuer: SHARED }),
    `{ protocol: oidc, issuer: ${SHARED}, clientIds: [ghost] }`,
  ],
])('%s', async (_, definition, entry) => {
  const { files, after } = await pulled(definition)
  expect(
    diff(mesh, files['mesh.yaml']!)
      .map((line) => line.slice(2))
      .join('\n'),
  ).toBe(`  ghost:${entry.startsWith('\n') ? '' : ' '}${entry}`)
  expect(prepare(after, { frozen: false }).prepared).toBeDefined()
})

test('a provider that only leads to nothing is not made by Terraform: it is taken over', async () => {
  const files = {
    ...FILES,
    'lab.yaml': 'domain: research\nstage: prod\naccount: "111111111111"\nregion: eu-central-1\nservices: [notebooks]\n',
  }
  const { after } = await pulled(oidc({ issuer: SHARED }), {}, files)
  expect(build(after).mesh.settings.services.ghost).toMatchObject({ adopt: ['lab'] })
})

test('the files have it only where it holds', async () => {
  const rows = (built: Built): object[] => [
    ...appliedRows(built),
    ...serviceRows(built, 'ghost', saml(), { environments: { lab: revisionOf(built, 'lab'), dev: 'sha256:old' } }, [
      'lab',
      'dev',
    ]),
  ]
  const { files } = await pull(BOTH, rows)
  expect(Object.keys(files)).toEqual([METADATA_FILE, 'mesh.yaml', 'lab.yaml'])
})

test('a further environment is added to a service that was pulled before', async () => {
  const first = await pull(BOTH, (built) => [...appliedRows(built), ...serviceRows(built, 'ghost', saml())])
  const files = { ...BOTH, ...first.files }
  const rows = (built: Built): object[] => [
    ...appliedRows(built),
    ...serviceRows(build(folderOf(BOTH)), 'ghost', saml(), {}, ['lab', 'dev']),
  ]
  const before = build(folderOf(BOTH))
  const { files: second, lines } = await pull(files, () => [...appliedRows(before), ...rows(before)])
  expect(Object.keys(second)).toEqual(['mesh.yaml', 'dev.yaml'])
  expect(second['mesh.yaml']).toContain('adopt: [lab, dev] }')
  expect(lines).toEqual([
    'mesh/dev.yaml:6: dev trusts the service ghost, whose provider Terraform takes over (joe@example.com: CR-2)',
  ])
})

describe('where `services` is all', () => {
  const every = { ...BOTH, 'lab.yaml': lab.replace('[notebooks]', 'all # each one') }
  const others = { ...FILES, 'dev.yaml': dev.replace('[notebooks]', 'all') }

  test('the declaration is enough: the file stays as it is', async () => {
    const { files, lines, after } = await pulled(saml(), {}, every)
    expect(Object.keys(files)).toEqual([METADATA_FILE, 'mesh.yaml'])
    expect(files['mesh.yaml']).toContain('adopt: [lab] }')
    expect(lines).toEqual([
      'mesh/mesh.yaml:7: the service ghost, with mesh/saml/ghost.xml (joe@example.com: CR-2)',
      'mesh/lab.yaml:5: lab trusts the service ghost, whose provider Terraform takes over (joe@example.com: CR-2)',
    ])
    expect(build(after).mesh.environments.get('lab')?.services).toEqual(['ghost', 'notebooks'])
    const applied = build(folderOf(every))
    const rows = [...appliedRows(applied), ...serviceRows(applied, 'ghost', saml())]
    expect(await pull({ ...every, ...files }, () => rows)).toMatchObject({ files: {}, lines: [] })
  })

  test('a provider that a hook made there, since an event added the environment later, is taken over', async () => {
    const first = await pulled(saml(), {}, others)
    const before = build(folderOf(others))
    const rows = [...appliedRows(before), ...serviceRows(before, 'ghost', saml(), {}, ['lab', 'dev'])]
    const files = { ...others, ...first.files }
    const second = await pull(files, () => rows)
    expect(Object.keys(second.files)).toEqual(['mesh.yaml'])
    expect(second.files['mesh.yaml']).toContain('adopt: [lab, dev] }')
    expect(second.lines).toEqual([
      'mesh/dev.yaml:6: dev trusts the service ghost, whose provider Terraform takes over (joe@example.com: CR-2)',
    ])
    expect(await pull({ ...files, ...second.files }, () => rows)).toMatchObject({ files: {}, lines: [] })
  })

  test('an environment that no event named is told: the declaration adds the service there, too', async () => {
    const { files, lines } = await pulled(saml(), {}, others)
    expect(Object.keys(files)).toEqual([METADATA_FILE, 'mesh.yaml', 'lab.yaml'])
    expect(files['mesh.yaml']).toContain('adopt: [lab] }')
    expect(lines.slice(1)).toEqual([
      'mesh/lab.yaml:5: lab trusts the service ghost, whose provider Terraform takes over (joe@example.com: CR-2)',
      'mesh/dev.yaml:6: dev trusts the service ghost, since its `services` is all (joe@example.com: CR-2)',
    ])
  })
})

test('what was pulled is not pulled again', async () => {
  const before = build(folderOf(FILES))
  const rows = [...appliedRows(before), ...serviceRows(before, 'ghost', saml())]
  const first = await pull(FILES, () => rows)
  expect(await pull({ ...FILES, ...first.files }, () => rows)).toMatchObject({ files: {}, lines: [] })
})

describe('a service', () => {
  test.each<[string, object, string[]]>([
    ['on its way in', { state: 'pending' }, ['the service ghost is not active yet: pull again once it is']],
    ['on its way out', { state: 'removing' }, []],
    ['that is removed', { state: 'removed', definition: undefined }, []],
    ['that is refused', { state: 'refused' }, []],
  ])('%s changes nothing', async (_, changes, notes) => {
    expect(await pulled(saml(), changes)).toMatchObject({ files: {}, notes })
  })

  test('that is declared and applied is none of run time, whatever its row says', async () => {
    const files = {
      ...FILES,
      'mesh.yaml': mesh.replace(
        'services:\n',
        'services:\n  ghost: { protocol: oidc, issuer: "https://a.b", clientIds: [x] }\n',
      ),
      'lab.yaml': lab.replace('[notebooks]', '[notebooks, ghost]'),
    }
    const applied = build(folderOf(files))
    const rows = [...appliedRows(applied), ...serviceRows(applied, 'ghost', saml())]
    expect(await pull(FILES, () => rows)).toMatchObject({ files: {} })
  })

  test.each<[string, string]>([
    ['of another protocol', '{ protocol: oidc, issuer: "https://a.b", clientIds: [x] }'],
    ['of a pool', '{ protocol: cognito, identityPool: "eu-central-1:11111111-2222-3333-4444-555555555555" }'],
    ['with other metadata', '{ protocol: saml, metadata: other.xml }'],
    ['for another audience', '{ protocol: saml, metadata: same.xml, audience: "https://other.example.com" }'],
  ])('that the files declare as one %s is refused', async (_, entry) => {
    const files = {
      ...FILES,
      'mesh.yaml': mesh.replace('services:\n', `services:\n  ghost: ${entry}\n`),
      'other.xml': METADATA.replace('entityID="', 'entityID="x'),
      'same.xml': METADATA,
    }
    await expect(pulled(saml(), {}, files)).rejects.toThrow(
      'mesh/mesh.yaml:6 declares the service ghost, and an event has added another of that name',
    )
  })

  test.each<[string, object]>([
    ['issuer', { issuer: 'https://a.b' }],
    ['client', { clientIds: ['other'] }],
  ])('that the files declare with another %s is refused', async (_, change) => {
    const entry = '{ protocol: oidc, issuer: "https://ghost.example.com/oauth2", clientIds: [ghost] }'
    const files = { ...FILES, 'mesh.yaml': mesh.replace('services:\n', `services:\n  ghost: ${entry}\n`) }
    await expect(pulled(oidc(change), {}, files)).rejects.toThrow('declares the service ghost')
    expect((await pulled(oidc(), {}, files)).lines).toHaveLength(1)
  })

  test('whose metadata would overwrite a file is refused', async () => {
    const files = { ...FILES, [METADATA_FILE]: '<kept/>' }
    await expect(pulled(saml(), {}, files)).rejects.toThrow('saml/ghost.xml is there already and says something else')
    const same = await pulled(saml(), {}, { ...FILES, [METADATA_FILE]: METADATA })
    expect(Object.keys(same.files)).toEqual(['mesh.yaml', 'lab.yaml'])
  })
})

describe('a row that no hook writes is refused by its key', () => {
  test.each<[string, object]>([
    ['of an unknown state', { state: 'open' }],
    ['of another service', { service: 'other' }],
    ['without definition', { definition: undefined }],
    ['of a pool', { definition: { protocol: 'cognito', identityPool: 'x' } }],
    ['with an issuer of another form', { definition: oidc({ issuer: 'https://a.b:443/x?y' }) }],
    ['with a client id of another form', { definition: oidc({ clientIds: ['a, b'] }) }],
    ['with an application of another form', { definition: saml({ application: 'x }\nadmin: {' }) }],
    ['with too many groups', { definition: saml({ maxGroups: 52 }) }],
    ['with a claim of another form', { definition: saml({ groupsClaim: 'a b' }) }],
    ['without environments', { environments: 'all' }],
  ])('%s', async (_, changes) => {
    await expect(pulled(saml(), changes)).rejects.toThrow(/^the row LIVE#SERVICE#ghost \/ LIVE: /)
  })
})

test('what breaks a rule of the mesh is found before anything is written', async () => {
  const files = {
    ...FILES,
    'mesh.yaml': mesh.replace('clientIds: [notebooks]', 'clientIds: [notebooks], application: 0oa1ghost'),
  }
  const { files: changed } = await pulled(saml(), {}, files)
  const { diagnostics } = prepare(withFiles(folderOf(files), new Map(Object.entries(changed))), { frozen: false })
  expect(diagnostics.map(({ code }) => code)).toEqual(['application-shared', 'no-alarm-topic'])
})
