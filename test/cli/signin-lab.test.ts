import { pathsOf } from '../../core/model/graph/paths'
import { build, exampleFolder, smallMesh, MESH, ENVIRONMENT } from '../support/mesh'
import { some } from '../support/scale'
import { everybody, inLab, openedBy, put, somebody, type Edits, type Resources } from './signin-lab'

const example = build(exampleFolder())
const role = 'novo-clinical-prod-share-adg-statistics'
const account = 'arn:aws:iam::111111111111'

describe('everybody, on the example mesh', () => {
  test('opens what is declared, and nothing else', async () => {
    const found = await everybody(example)
    const declared = example.graph.environments.flatMap((environment) =>
      pathsOf(environment)
        .filter(({ role }) => environment.roles.find(({ name }) => name === role)?.kind !== 'jobs')
        .map(({ service, group, environment: name, role }) => `${service} ${group} ${name} ${role}`),
    )
    expect(found.differences).toEqual([])
    expect(openedBy(found)).toEqual([...new Set(declared)].sort())
    const groups = Object.keys(example.registry.groups).length
    const services = Object.keys(example.mesh.settings.services).length
    expect(found.counts).toEqual({
      services,
      groups,
      signIns: services * groups,
      // One group alone leads through Cognito.
      together: services - 1,
      opened: openedBy(found).length,
      refused: expect.any(Number),
    })
    expect(found.counts.refused).toBeGreaterThan(0)
  })
})

/** The roles that a row gives, changed. */
const edited =
  (name: string, change: (row: { code: object; roles: { L: { M: Record<string, { S: string }> }[] } }) => void) =>
  (resources: Resources): void => {
    const item = resources.aws_dynamodb_table_item![name]!
    const row = JSON.parse(item.item as string) as Parameters<typeof change>[0]
    change(row)
    item.item = JSON.stringify(row)
  }

const trust = (from: string, to: string): ((resources: Resources) => void) =>
  put('aws_iam_role', 'share_adg-statistics', 'assume_role_policy', from, to)

describe('what somebody edited in the output is told', () => {
  const line = /^environments\/clinical-prod\.yaml:\d+:\d+$/
  const edits: [string, Edits, readonly (readonly [string, string, RegExp])[]][] = [
    [
      'a row that gives a role of others, whose trust stays as it is',
      {
        'clinical-prod': edited('row_67qB', ({ roles }) => {
          roles.L[0]!.M.arn!.S = `${account}:role/novo/novo-clinical-prod-owner`
        }),
      },
      [
        ['databricks', 'names', /names novo-clinical-prod-owner, which no line declares; it stays shut: no statement/],
        ['databricks', 'shut', new RegExp(`${role} does not open .*the assertion does not name the role`)],
        // A token names no role: the group's own stays open, and the other one shut.
      ],
    ],
    [
      'a row that gives a role of others, and trust that lets it in',
      {
        'clinical-prod': (resources) => {
          edited('row_67qB', ({ roles }) => {
            roles.L[0]!.M.arn!.S = `${account}:role/novo/novo-clinical-prod-owner`
          })(resources)
          put('aws_iam_role', 'persona_owner', 'assume_role_policy', '*.aeIa.*', '*')(resources)
        },
      },
      [
        ['databricks', 'opens', /^novo-clinical-prod-owner opens to ADG-STATISTICS through databricks, which no line/],
        ['jupyterhub', 'opens', /^novo-clinical-prod-owner opens to ADG-STATISTICS through jupyterhub, which no line/],
        ['databricks', 'shut', /the assertion does not name the role/],
      ],
    ],
    [
      'trust that admits nobody',
      { 'clinical-prod': trust('*.67qB.*', '*.zzzz.*') },
      ['databricks', 'jupyterhub'].map((service) => [service, 'shut', /no statement allows sts:AssumeRole/]),
    ],
    [
      'trust that asks for another audience',
      { 'clinical-prod': trust('https://signin.aws.amazon.com/saml', 'https://example.com/saml') },
      [['databricks', 'shut', /no statement allows sts:AssumeRoleWithSAML/]],
    ],
    [
      'trust that asks for another source identity',
      { 'clinical-prod': trust('*@novonordisk.com', '*@example.com') },
      ['databricks', 'jupyterhub'].map((service) => [service, 'shut', /statement \d denies sts:AssumeRoleWith/]),
    ],
    [
      'a row that is gone',
      { 'clinical-prod': (resources) => void delete resources.aws_dynamodb_table_item!.row_67qB },
      ['databricks', 'jupyterhub'].map((service) => [service, 'refused', /may open .* the sign-in is refused: /]),
    ],
    [
      'a row without the service',
      {
        'clinical-prod': edited('row_67qB', ({ roles }) => {
          delete (roles.L[0]!.M.services as unknown as { M: Record<string, unknown> }).M.jupyterhub
        }),
      },
      [['jupyterhub', 'refused', /the sign-in is refused: None of your groups/]],
    ],
    [
      'a row with the code of another group',
      { 'clinical-prod': edited('row_67qB', (row) => void (row.code = { S: 'aeIa' })) },
      ['databricks', 'jupyterhub'].map((service) => [service, 'refused', /the sign-in is refused: None of your/]),
    ],
    [
      'a provider of another account',
      {
        'clinical-prod': edited('row_67qB', ({ roles }) => {
          const { services } = roles.L[0]!.M as unknown as { services: { M: Record<string, object> } }
          services.M.databricks = { S: 'arn:aws:iam::222222222222:saml-provider/novo-databricks' }
        }),
      },
      [['databricks', 'shut', /saml-provider\/novo-databricks is not in the account of the role$/]],
    ],
    [
      'a provider that is not there',
      { 'clinical-prod': (resources) => void delete resources.aws_iam_saml_provider!.databricks },
      [['databricks', 'shut', /no stack has the identity provider arn:aws:iam::111111111111:saml-provider\/novo-dat/]],
    ],
    [
      'a provider that does not know the client',
      {
        'clinical-prod': (resources) => {
          for (const each of Object.values(resources.aws_iam_openid_connect_provider!)) each.client_id_list = ['other']
        },
      },
      [['jupyterhub', 'shut', /the identity provider does not know the client 0oa1jupyter/]],
    ],
    [
      'a session that is longer than its role allows',
      { 'clinical-prod': edited('row_67qB', ({ roles }) => void (roles.L[0]!.M.sessionHours = { N: '9' } as never)) },
      [['databricks', 'shut', /a session of 32400 seconds is asked for, and the role allows 3600/]],
    ],
    [
      'a role that is gone',
      { 'clinical-prod': (resources) => void delete resources.aws_iam_role!['share_adg-statistics'] },
      [
        ['databricks', 'shut', /no stack has such a role/],
        ['jupyterhub', 'shut', /no stack has such a role/],
      ],
    ],
  ]
  test.each(some(edits))('%s', async (_, edited, expected) => {
    const services = ['databricks', 'jupyterhub']
    const found = await inLab(example, edited, async (lab) => {
      const tried = services.map((service) =>
        lab.try({ service, user: 'anna@novonordisk.com', groups: ['ADG-STATISTICS'], attributes: {} }),
      )
      return (await Promise.all(tried)).flatMap((each) => each.differences)
    })
    const told = expected.map(([service, kind, message]) =>
      expect.objectContaining({ service, kind, message: expect.stringMatching(message), stack: 'clinical-prod' }),
    )
    expect(found).toEqual(expect.arrayContaining(told))
    expect(found).toHaveLength(told.length)
    for (const { kind, at, role: name } of found.filter((each) => each.kind !== 'opens' && each.kind !== 'names')) {
      expect([kind, name, at && `${at.file}:${at.line}:${at.column}`]).toEqual([
        kind,
        role,
        expect.stringMatching(line),
      ])
    }
  })

  test('loosened trust, where a token finds every role that it opens', async () => {
    const edits = { 'clinical-prod': trust('*.67qB.*', '*') }
    const { differences } = await everybody(example, edits)
    const services = new Set(differences.map(({ service }) => service))
    expect(services).toEqual(new Set(['jupyterhub']))
    expect(new Set(differences.map(({ kind, role: name }) => `${kind} ${name}`))).toEqual(new Set([`opens ${role}`]))
    expect(differences.flatMap(({ groups }) => groups)).toContain('ADG-CLINICAL-OWNERS')
  })

  test('a row that lets somebody in to whom the files give nothing', async () => {
    const gives = edited('row_67qB', ({ roles }) => {
      const { services } = roles.L[0]!.M as unknown as { services: { M: Record<string, object> } }
      services.M.rstudio = { S: `${account}:saml-provider/novo-rstudio` }
    })
    const { differences } = await somebody(
      example,
      { service: 'rstudio', groups: ['ADG-STATISTICS'] },
      { 'clinical-prod': gives },
    )
    expect(differences).toEqual([expect.objectContaining({ kind: 'names', service: 'rstudio', role })])
  })

  test('a token for somebody to whom the files give nothing', async () => {
    const code = example.registry.groups['ADG-FINANCE-OWNERS']?.code ?? ''
    const gives = edited(`row_${code}`, ({ roles }) => {
      const { services } = roles.L[0]!.M as unknown as { services: { M: Record<string, object> } }
      services.M.jupyterhub = { S: 'arn:aws:iam::333333333333:oidc-provider/novo.okta.com/oauth2/aus1abc' }
    })
    const { differences } = await somebody(
      example,
      { service: 'jupyterhub', groups: ['ADG-FINANCE-OWNERS'] },
      { 'finance-dev': gives },
    )
    expect(differences).toEqual([
      expect.objectContaining({
        kind: 'admitted',
        message: expect.stringMatching(/^the sign-in of ADG-FINANCE-OWNERS through jupyterhub is not refused, though /),
      }),
    ])
  })

  const broken: [string, Edits, RegExp][] = [
    [
      'a row that is no JSON',
      { 'clinical-prod': put('aws_dynamodb_table_item', 'row_67qB', 'item', '{', '') },
      /row_67qB/,
    ],
    [
      'a row that DynamoDB would not take',
      { 'clinical-prod': edited('row_67qB', (row) => void (row.code = { X: '1' })) },
      /row_67qB code is no value of the type X/,
    ],
    [
      'a row that two resources write',
      {
        'clinical-prod': (resources) => {
          const rows = resources.aws_dynamodb_table_item!
          rows.twin = { ...rows.row_67qB! }
        },
      },
      /writes the row GROUP#ADG-STATISTICS \/ ENV#clinical-prod, which .* writes, too/,
    ],
    [
      'trust that is none',
      { 'clinical-prod': trust('"Version"', '"Vision"') },
      /^aws_iam_role.share_adg-statistics holds no policy document/,
    ],
  ]
  test.each(some(broken))('%s', async (_, edits, message) => {
    const { differences } = await everybody(example, edits)
    expect(differences[0]).toMatchObject({
      kind: 'not-understood',
      stack: 'clinical-prod',
      message: expect.stringMatching(message),
    })
  })
})

test('a hook that cannot do its work says nothing about the mesh', async () => {
  const asked = { service: 'databricks', user: 'anna@novonordisk.com', groups: ['ADG-STATISTICS'], attributes: {} }
  await inLab(example, {}, async (lab) => {
    await lab.close()
    for (const service of ['databricks', 'jupyterhub', 'home'])
      await expect(lab.try({ ...asked, service })).rejects.toThrow('the hook failed')
  })
})

describe('as the files say', () => {
  const ask = (asked: Parameters<typeof somebody>[1]) => somebody(example, asked)

  test.each<[string, Parameters<typeof somebody>[1], string | undefined, RegExp]>([
    ['a user of another company', { user: 'anna@example.com' }, 'foreign-user', /must match \*@novonordisk\.com/],
    [
      'a user whose name no session takes',
      { user: 'anna smith@novonordisk.com' },
      'bad-user',
      /2 to 64 of the characters/,
    ],
    ['a group that nobody knows', { groups: ['ADG-NOBODY'] }, 'no-roles', /no role through databricks/],
    ['no group', { groups: [] }, 'no-groups', /no role through databricks/],
    ['a service that does not lead there', { service: 'rstudio' }, 'no-roles', /no role through rstudio/],
  ])('%s is refused', async (_, asked, code, refusal) => {
    const { outcome, expected, differences } = await ask({ groups: ['ADG-STATISTICS'], ...asked })
    expect([outcome.refused?.code, differences]).toEqual([code, []])
    expect(expected).toEqual({ refusal: expect.stringMatching(refusal) })
  })

  test('a claim that only the hook may send is refused, or overwritten', async () => {
    const claim = 'https://aws.amazon.com/SAML/Attributes/PrincipalTag:CostCenter'
    const refused = await ask({ groups: ['ADG-STATISTICS'], attributes: { [claim]: '1' } })
    expect([refused.outcome.refused?.code, refused.differences]).toEqual(['foreign-attribute', []])
    const stolen = { 'https://aws.amazon.com/SAML/Attributes/PrincipalTag:GroupHash': '.aeIa.' }
    const { outcome, differences } = await ask({ groups: ['ADG-STATISTICS'], attributes: stolen })
    expect(differences).toEqual([])
    if (outcome.refused) throw new Error('refused')
    expect(outcome.carried.tags.GroupHash).toBe('.67qB.')
  })

  test('groups are compared without case', async () => {
    const { outcome } = await ask({ groups: ['adg-Statistics'] })
    if (outcome.refused) throw new Error('refused')
    expect(outcome.roles.map((each) => [each.arn, each.shut])).toEqual([[`${account}:role/novo/${role}`, undefined]])
  })
})

test('more groups than a service takes are refused, and that is as the files say', async () => {
  const groups = ['OWNERS', 'READERS']
  const built = build(smallMesh({ 'mesh.yaml': MESH.replace('[notebooks] }', '[notebooks], maxGroups: 1 }') }))
  const asked = { service: 'notebooks', user: 'anna@example.com' }
  const [both, one] = [
    await somebody(built, { ...asked, groups }),
    await somebody(built, { ...asked, groups: ['OWNERS'] }),
  ]
  expect([both.outcome.refused?.code, both.differences]).toEqual(['too-many-groups', []])
  expect([one.outcome.refused, one.differences]).toEqual([undefined, []])
})

test('a service without an application id is found by its name', async () => {
  const mesh = MESH.replace(/notebooks: .*/, 'notebooks: { protocol: saml, metadata: saml/x.xml }')
  const metadata = exampleFolder().read('saml/databricks.xml') ?? ''
  const built = build(smallMesh({ 'mesh.yaml': mesh, 'saml/x.xml': metadata, 'lab.yaml': ENVIRONMENT }))
  const { outcome, differences } = await somebody(built, {
    service: 'notebooks',
    user: 'anna@example.com',
    groups: ['OWNERS'],
  })
  expect([outcome.refused, differences]).toEqual([undefined, []])
})
