import { changesOf } from '../../../../cli/lib/pull/changes'
import { changedFiles, withFiles } from '../../../../cli/lib/pull/files'
import { readLiveState } from '../../../../cli/lib/pull/read'
import { prepare } from '../../../../cli/lib/prepare'
import { memoryFolder, type Folder } from '../../../../core/model/folder'
import { verifyEnvironmentFacts } from '../../../../core/proof/verify/facts'
import { readStack } from '../../../../core/terraform/rendered/stack'
import { build, environmentOf, exampleFolder, synthesize, type Built } from '../../../support/mesh'
import { renderedTrusts, startHooks, type Running } from './hooks'
import { diff } from './lab'

const ENVIRONMENTS = ['clinical-prod', 'finance-dev', 'manufacturing-prod']
const GHOST = 'ghost'

/** The README's mesh, in which events may add something. */
function example(): Folder {
  const folder = exampleFolder()
  const files = Object.fromEntries(folder.list().map((name) => [name, folder.read(name) ?? '']))
  const keys = { hooks: '{ attributes: { initials: initials, department: department } }', sync: 'pull' }
  const text = Object.entries(keys).reduce(
    (mesh, [key, value]) => (new RegExp(`^${key}:`, 'm').test(mesh) ? mesh : `${mesh}${key}: ${value}\n`),
    files['mesh.yaml'] ?? '',
  )
  const groups = 'ADG-NEW-READERS\nADG-ALL-ROUND\n'
  const live = (file: string, dataset: string): Readonly<Record<string, string>> => ({
    [file]: (files[file] ?? '').replace(`  ${dataset}:\n`, `  ${dataset}:\n    live: read\n`),
  })
  return memoryFolder('environments', {
    ...files,
    ...live('clinical-prod.yaml', 'trials'),
    ...live('finance-dev.yaml', 'ledger'),
    'mesh.yaml': text,
    'groups.txt': `${files['groups.txt']}${groups}`,
  })
}

/** Another identity provider's metadata. */
const metadata = (): string => (exampleFolder().read('saml/databricks.xml') ?? '').replaceAll('exk', 'exg')

let folder: Folder
let before: Built
let running: Running
let after: Folder
let files: ReadonlyMap<string, string>
beforeAll(async () => {
  folder = example()
  before = build(folder)
  running = await startHooks(before)
  await running.dataset('clinical-prod', 'trials', [
    { group: 'ADG-NEW-READERS', role: 'novo-clinical-prod-live-trials' },
    { group: 'adg-all-round', role: 'novo-clinical-prod-live-trials' },
    { group: 'ADG-QUALITY', role: 'novo-clinical-prod-live-trials' },
  ])
  await running.dataset('finance-dev', 'ledger', [{ group: 'ADG-ALL-ROUND', role: 'novo-finance-dev-live-ledger' }])
  await running.service(GHOST, {
    ...{ protocol: 'saml', metadata: metadata(), application: '0oa1ghost', maxGroups: 20 },
    environments: ['clinical-prod', 'finance-dev'],
  })
  await running.service('lab-books', {
    ...{ protocol: 'oidc', issuer: 'https://novo.okta.com/oauth2/aus1abc', clientIds: ['0oa1books', '0oa0books'] },
    environments: ['clinical-prod', 'manufacturing-prod'],
  })
  const live = await readLiveState(running.reader, before.mesh)
  files = changedFiles(folder, changesOf({ mesh: before.mesh, read: folder.read }, live))
  after = withFiles(folder, files)
})
afterAll(() => running?.close())

test.each(ENVIRONMENTS)('the trust policies of %s that synth renders are those that the hooks wrote', (name) => {
  const written = running.trusts(name)
  expect(renderedTrusts(build(after), name)).toEqual(written)
  // And the hooks have written some.
  const rendered = renderedTrusts(before, name)
  const changed = Object.keys(written).filter((role) => written[role] !== rendered[role])
  expect(changed.length).toBeGreaterThan(2)
})

test('Terraform takes over exactly the providers that the hooks made', () => {
  for (const [name, stack] of synthesize(build(after))) {
    if (name === 'hub') continue
    const { account, services } = environmentOf(before, name)
    const { saml, oidc } = running.iam.account(account)
    const declared = new Set(services.map((each) => each.provider))
    const made = [...saml.keys(), ...oidc.keys()].filter((arn) => !declared.has(arn))
    const imports = (stack as unknown as { import: { id: string }[] }).import.map(({ id }) => id)
    expect(imports.filter((id) => id.startsWith('arn:')).sort()).toEqual(made.sort())
    expect(made.length).toBeGreaterThan(0)
    // They are as Terraform has them, so that the plan changes nothing of them.
    const { aws_iam_saml_provider: samls = {}, aws_iam_openid_connect_provider: issuers = {} } = stack.resource
    for (const [arn, { metadata: text }] of saml)
      if (!declared.has(arn)) expect(Object.values(samls).map((each) => each.saml_metadata_document)).toContain(text)
    const clients = Object.values(issuers).map((each) => each.client_id_list)
    for (const { clientIds } of oidc.values()) expect(clients).toContainEqual([...clientIds].sort())
  }
})

test('the mesh is in order, and verify finds no difference', () => {
  const { prepared, diagnostics } = prepare(after, { frozen: false })
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  expect(prepared?.lock.changes).toEqual([])
  const built = build(after)
  for (const name of ENVIRONMENTS) {
    const stack = readStack(name, JSON.stringify(synthesize(built).get(name)))
    expect(verifyEnvironmentFacts(built.mesh, environmentOf(built, name), stack).differences).toEqual([])
  }
})

test('a reviewer sees the lines and nothing else', () => {
  const changed = (file: string): string[] => diff(folder.read(file) ?? '', files.get(file) ?? '')
  expect(changed('mesh.yaml')).toEqual([
    '+   ghost:',
    '+     protocol: saml',
    '+     metadata: saml/ghost.xml',
    '+     application: 0oa1ghost',
    '+     maxGroups: 20',
    '+     adopt: [clinical-prod, finance-dev]',
    '+   lab-books:',
    '+     protocol: oidc',
    '+     issuer: https://novo.okta.com/oauth2/aus1abc',
    '+     clientIds: [0oa0books, 0oa1books]',
    '+     adopt: [manufacturing-prod]',
  ])
  expect(changed('manufacturing-prod.yaml')).toEqual([
    '- services: [databricks, powerbi]',
    '+ services: [databricks, powerbi, lab-books]',
  ])
  const services = (text: string): string => text.replace(/ {2,}#.*/, '')
  expect(changed('clinical-prod.yaml').map(services)).toEqual([
    '- services: [databricks, jupyterhub]',
    '+ services: [databricks, jupyterhub, ghost, lab-books]',
    '+       - to: { live: ADG-ALL-ROUND }',
    '+       - to: { live: ADG-NEW-READERS }',
    '+       - to: { live: ADG-QUALITY }',
  ])
  const codes = changed('registry.lock.json')
  expect(codes.map((line) => line.replace(/"z\w{3}"/, 'z'))).toEqual([
    '+     "ADG-ALL-ROUND": {"code": z},',
    '+     "ADG-NEW-READERS": {"code": z},',
  ])
})

test('what was pulled is not pulled again', async () => {
  const { mesh } = build(after)
  const live = await readLiveState(running.reader, mesh)
  expect([...changedFiles(after, changesOf({ mesh, read: after.read }, live)).keys()]).toEqual([])
})
