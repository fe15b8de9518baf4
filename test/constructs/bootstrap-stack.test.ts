import { meshStacks } from '../../constructs/mesh-stacks'
import { build, ENVIRONMENT, MESH, smallMesh, synthesize, type Built, type TerraformJson } from '../support/mesh'
import { fixtureFolder } from '../core/proof/verify/meshes'

const CLOUD = 'backend: { type: cloud, organization: acme, project: Data mesh, credentials: {} }\n'
const withRuns = MESH.replace(/deployRole:.*\n/, CLOUD)
const OTHER = ENVIRONMENT.replace('111111111111', '222222222222')

const meshWith = (files: Readonly<Record<string, string>> = {}): Built =>
  build(smallMesh({ 'mesh.yaml': withRuns, ...files }))

const stackOf = (built: Built, name: string): TerraformJson => synthesize(built).get(name)!
const variablesOf = (json: TerraformJson): unknown =>
  (json.output as unknown as { variables: { value: unknown } }).variables.value
const namesOf = ({ resource }: TerraformJson): unknown[] =>
  Object.values(resource.aws_iam_role ?? {})
    .map(({ name }) => name)
    .sort()

describe('the stacks of an administrator', () => {
  test('are there only where runs get credentials, one an account, and nothing that deploys waits for them', () => {
    const plans = ({ mesh, compiled }: Built): unknown =>
      meshStacks(mesh, compiled, { stateFolder: '' }).map(({ name, dependencies }) => [name, ...dependencies])
    expect(plans(build(smallMesh()))).toEqual([['hub'], ['lab', 'hub']])
    expect(plans(meshWith())).toEqual([['hub'], ['lab', 'hub'], ['bootstrap-hub'], ['bootstrap-lab']])
  })

  test('of one account are one: that of the hub has the roles of an environment beside it', () => {
    const built = build(fixtureFolder('runs'))
    expect([...synthesize(built).keys()]).toEqual(['hub', 'beside', 'lab', 'bootstrap-hub', 'bootstrap-lab'])
    expect(namesOf(stackOf(built, 'bootstrap-hub'))).toEqual([
      'acme-beside-rows-apply',
      'acme-beside-rows-plan',
      'acme-beside-terraform-apply',
      'acme-beside-terraform-plan',
      'acme-hub-terraform-apply',
      'acme-hub-terraform-plan',
      'acme-lab-rows-apply',
      'acme-lab-rows-plan',
    ])
    expect(namesOf(stackOf(built, 'bootstrap-lab'))).toEqual(['acme-lab-terraform-apply', 'acme-lab-terraform-plan'])
  })

  test('stay as they are when another environment comes, but for its rows in the hub', () => {
    const [before, after] = [meshWith(), meshWith({ 'more.yaml': OTHER })]
    expect(stackOf(after, 'bootstrap-lab')).toEqual(stackOf(before, 'bootstrap-lab'))
    const [old, grown] = [stackOf(before, 'bootstrap-hub').resource, stackOf(after, 'bootstrap-hub').resource]
    for (const [type, named] of Object.entries(old)) expect(grown[type]).toMatchObject(named)
    const added = Object.keys(grown.aws_iam_role!).filter((each) => !(each in old.aws_iam_role!))
    expect(added.sort()).toEqual(['more_rows_apply', 'more_rows_plan'])
  })

  test('ask for no new rights when a dataset or a persona comes', () => {
    const more = ENVIRONMENT.replace(
      'datasets:\n',
      'datasets:\n  more: { owner: APPROVERS, classification: public, tables: { t: { columns: { id: string } } } }\n',
    ).replace('  reader: [READERS]', '  reader: [READERS]\n  steward: [STEWARDS]')
    const [before, after] = [meshWith(), meshWith({ 'lab.yaml': more })]
    for (const name of ['bootstrap-hub', 'bootstrap-lab']) expect(stackOf(after, name)).toEqual(stackOf(before, name))
  })

  test('keep their state in workspaces of their own, and lack the tag by which hooks know what is theirs', () => {
    const { terraform, provider } = stackOf(meshWith(), 'bootstrap-lab')
    expect(terraform).toMatchObject({
      cloud: { organization: 'acme', workspaces: { name: 'bootstrap-lab', project: 'Data mesh' } },
    })
    expect(provider.aws).toEqual([
      {
        region: 'eu-central-1',
        allowed_account_ids: ['111111111111'],
        default_tags: [{ tags: { 'trustloom:stack': 'bootstrap-lab' } }],
      },
    ])
  })

  test('tell each workspace which roles are its own', () => {
    const built = meshWith()
    const role = (account: string, name: string): string => `arn:aws:iam::${account}:role/acme-terraform/acme-${name}`
    expect(variablesOf(stackOf(built, 'bootstrap-lab'))).toEqual({
      lab: {
        TFC_AWS_PROVIDER_AUTH: 'true',
        TFC_AWS_PLAN_ROLE_ARN: role('111111111111', 'lab-terraform-plan'),
        TFC_AWS_APPLY_ROLE_ARN: role('111111111111', 'lab-terraform-apply'),
      },
    })
    expect(variablesOf(stackOf(built, 'bootstrap-hub'))).toEqual({
      hub: {
        TFC_AWS_PROVIDER_AUTH: 'true',
        TFC_AWS_PLAN_ROLE_ARN: role('000000000000', 'hub-terraform-plan'),
        TFC_AWS_APPLY_ROLE_ARN: role('000000000000', 'hub-terraform-apply'),
      },
      lab: {
        TFC_AWS_PROVIDER_AUTH_HUB: 'true',
        TFC_AWS_PLAN_ROLE_ARN_HUB: role('000000000000', 'lab-rows-plan'),
        TFC_AWS_APPLY_ROLE_ARN_HUB: role('000000000000', 'lab-rows-apply'),
      },
    })
  })

  test('name another audience, where tokens have one', () => {
    const { lab } = variablesOf(stackOf(build(fixtureFolder('runs')), 'bootstrap-hub')) as Record<string, object>
    expect(lab).toMatchObject({ TFC_AWS_WORKLOAD_IDENTITY_AUDIENCE_HUB: 'aws:mesh' })
  })
})

describe('an environment that runs apply', () => {
  const lab = stackOf(meshWith(), 'lab')

  test('has credentials of its own for each account, and assumes nothing', () => {
    const file = (which: string): string[] => [`\${var.tfc_aws_dynamic_credentials.${which}.shared_config_file}`]
    expect(lab.provider.aws).toEqual([
      expect.objectContaining({ allowed_account_ids: ['111111111111'], shared_config_files: file('default') }),
      expect.objectContaining({
        alias: 'hub',
        allowed_account_ids: ['000000000000'],
        shared_config_files: file('aliases["HUB"]'),
      }),
    ])
    expect(JSON.stringify(lab.provider)).not.toContain('assume_role')
  })

  test('makes the role that applies Lake Formation’s administrator, and the one that plans its reader', () => {
    expect(lab.resource.aws_lakeformation_data_lake_settings).toMatchObject({
      settings: {
        admins: ['arn:aws:iam::111111111111:role/acme-terraform/acme-lab-terraform-apply'],
        read_only_admins: ['arn:aws:iam::111111111111:role/acme-terraform/acme-lab-terraform-plan'],
      },
    })
  })

  test('leaves the hub to the only credentials that its workspace has', () => {
    const hub = stackOf(meshWith(), 'hub')
    expect(hub.provider.aws[0]).not.toHaveProperty('shared_config_files')
    expect(hub).not.toHaveProperty('variable')
  })
})

test('a backend without `credentials` renders nothing of all this', () => {
  const plain = build(
    smallMesh({ 'mesh.yaml': `${MESH}backend: { type: cloud, organization: acme, project: Data mesh }\n` }),
  )
  const stacks = synthesize(plain)
  expect([...stacks.keys()]).toEqual(['hub', 'lab'])
  for (const json of stacks.values())
    expect(JSON.stringify(json)).not.toMatch(/tfc_aws|shared_config|read_only_admins|acme-terraform/)
})
