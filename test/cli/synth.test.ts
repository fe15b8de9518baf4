import { join, relative } from 'node:path'
import { ENVIRONMENT, MESH } from '../support/mesh'
import { dev, lab, LOCK, project, refuse, succeed, type Project } from './project'

const OUT = 'cdktf.out'
const stack = (name: string, out = OUT): string => join(out, 'stacks', name, 'cdk.tf.json')

interface Json {
  readonly terraform: { readonly backend: { readonly local?: { readonly path: string } } }
  readonly resource: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}
const json = (at: Project, name: string, out = OUT): Json => JSON.parse(at.read(stack(name, out))) as Json
const stacks = (at: Project): string[] =>
  Object.keys((JSON.parse(at.read(`${OUT}/manifest.json`)) as { stacks: object }).stacks)

describe('synth', () => {
  const files = { 'environments/dev.yaml': dev }
  const [at, elsewhere] = [project(files), project(files)]
  beforeAll(async () => {
    const [{ stdout, stderr }] = await Promise.all([succeed(at.synth()), succeed(elsewhere.synth())])
    expect(stdout).toBe('cdktf.out: 3 stacks (hub, dev, lab)\n')
    expect(stderr).toContain('registry.lock.json: group OWNERS gets the code fI4M\n')
  })

  test('writes a stack for the hub and one for each environment, a manifest, and the lock file', () => {
    const written = ['manifest.json', stack('dev', ''), stack('hub', ''), stack('lab', ''), 'trustloom.json']
    expect(Object.keys(at.tree(OUT))).toEqual(written.map((path) => join(OUT, path)))
    expect(json(at, 'lab').terraform.backend.local).toEqual({ path: '../../../state/lab.tfstate' })
    expect(at.read(LOCK)).toContain('"OWNERS": {"code": "fI4M"}')
  })

  test('has no path of this machine and no time in it', () => {
    const text = Object.values(at.tree(OUT)).join()
    expect(text).not.toContain(at.folder)
    expect(text).not.toMatch(/"20\d\d-\d\d-\d\dT/)
  })

  test('is the same byte for byte in another folder, and again', async () => {
    const first = at.tree()
    expect(elsewhere.tree()).toEqual(first)
    expect((await succeed(at.synth())).stderr).toBe('')
    expect(at.tree()).toEqual(first)
  })

  test('is the same from another working directory', async () => {
    const away = project()
    await succeed(away.synth(`--mesh ${relative(away.folder, join(at.folder, 'environments'))}`))
    expect(away.tree(OUT)).toEqual(at.tree(OUT))
  })
})

describe('options', () => {
  const at = project({ 'mesh/mesh.yaml': MESH, 'mesh/lab.yaml': ENVIRONMENT })

  test('say where the mesh and the output are, and go before the environment variables', async () => {
    await succeed(at.synth('--mesh mesh --synth build/out', { MESH_DIR: 'nowhere', CDKTF_OUTDIR: 'elsewhere' }))
    expect(json(at, 'lab', 'build/out').terraform.backend.local).toEqual({ path: '../../../../state/lab.tfstate' })
    expect(at.tree()).toHaveProperty(['mesh/registry.lock.json'])
    expect(at.tree()).not.toHaveProperty([LOCK])
  })

  test('are environment variables, too', async () => {
    await succeed(at.synth('', { MESH_DIR: 'mesh', CDKTF_OUTDIR: 'by-cdktf' }))
    expect(at.read(stack('lab', 'by-cdktf'))).toContain('acme-lab-owner')
  })
})

describe('synth of some environments', () => {
  test('keeps the other stacks and their manifest entries as they are', async () => {
    const at = project({ 'environments/dev.yaml': dev })
    await succeed(at.synth())
    at.write('environments/dev.yaml', dev.replace('[READERS]', '[DEV-READERS]'))
    at.write('environments/lab.yaml', lab('[READERS]', '[LAB-READERS]'))
    const [hub, before] = [at.read(stack('hub')), at.read(stack('dev'))]
    const { stdout } = await succeed(at.synth('lab'))
    expect(stdout).toBe('cdktf.out: 1 stack (lab)\n')
    expect([at.read(stack('hub')), at.read(stack('dev'))]).toEqual([hub, before])
    expect(at.read(stack('lab'))).toContain('LAB-READERS')
    expect(stacks(at)).toEqual(['dev', 'hub', 'lab'])
    // The lock file is of the whole mesh.
    expect(at.read(LOCK)).toContain('DEV-READERS')
  })

  test('begins an output', async () => {
    const at = project()
    await succeed(at.synth('lab'))
    expect(stacks(at)).toEqual(['lab'])
  })

  test('that are not there is an error', async () => {
    const at = project()
    await succeed(at.synth())
    const { stderr } = await refuse(at, () => at.synth('lab labs'))
    expect(stderr).toContain('error[unknown-environment] there is no environment labs\n  = did you mean lab?')
  })

  test('named by its file is not there, and its name is said', async () => {
    const at = project()
    const { stderr } = await refuse(at, () => at.synth('environments/lab.yaml'))
    expect(stderr).toContain('there is no environment environments/lab.yaml\n  = did you mean lab?')
  })
})

describe('an error leaves the output and the lock file as they were:', () => {
  const changed = lab('[READERS]', '[NEW-READERS]')
  const good = project()
  beforeAll(() => succeed(good.synth()))

  test.each<[string, string, Record<string, string>, string]>([
    ['a fault in the files', '', { 'environments/lab.yaml': changed.replace('[visits]', '[x]') }, 'unknown-table'],
    [
      'a template that renders no policy',
      '',
      { 'environments/lab.yaml': changed, 'environments/templates/policies/data-lake-user.json.hbs': '[]' },
      'error[template]',
    ],
    ['a frozen lock file', '--frozen', { 'environments/lab.yaml': changed }, 'lock-out-of-date'],
    [
      'an output folder below a file',
      '--synth file/x',
      { 'environments/lab.yaml': changed, file: '' },
      'is in the way',
    ],
    [
      'a stack’s folder that is a file',
      '--synth o',
      { 'environments/lab.yaml': changed, 'o/stacks/lab': '' },
      'o/stacks/lab',
    ],
    [
      'an output outside the project',
      '--synth ../out',
      { 'environments/lab.yaml': changed },
      'lies outside the project',
    ],
  ])('%s', async (_, args, files, message) => {
    const at = project({ ...good.tree(), ...files })
    const { stderr } = await refuse(at, () => at.synth(args))
    expect(stderr).toContain(message)
  })

  test('a folder where a file of the output goes', async () => {
    const at = project(good.tree())
    at.remove(stack('lab'))
    at.write(`${stack('lab')}/x`, '')
    at.write('environments/mesh.yaml', MESH.replace('mesh: acme', 'mesh: other'))
    expect((await refuse(at, () => at.synth())).stderr).toContain('is in the way')
  })
})

test('an output outside the project is taken where state lies elsewhere', async () => {
  const backend = 'backend: { type: s3, bucket: acme-state, region: eu-central-1 }\n'
  const at = project({ 'environments/mesh.yaml': MESH + backend, 'project/x': '' })
  const out = project()
  await succeed(at.synth(`--synth ${out.folder}/o`))
  expect(out.tree('o')).toHaveProperty([stack('lab', 'o')])
})

describe('an environment that is closed', () => {
  const at = project({ 'environments/lab.yaml': lab('stage: prod', 'stage: prod\nstate: closed') })
  beforeAll(() => succeed(at.synth()))

  test('keeps its data, and has neither roles of people, nor grants, nor rows', () => {
    const { resource } = json(at, 'lab')
    expect(Object.keys(resource.aws_s3_bucket ?? {})).not.toEqual([])
    expect(JSON.stringify(resource.aws_iam_role)).not.toMatch(/acme-lab-(?:owner|reader)/)
    expect(Object.keys(resource.aws_dynamodb_table_item ?? {})).toEqual(['environment'])
    expect(resource.aws_lakeformation_permissions).toBeUndefined()
  })

  test('is locked as closed, and can be opened again', async () => {
    expect(at.read(LOCK)).toContain('"lab": {"account": "111111111111", "region": "eu-central-1", "state": "closed"}')
    const opened = project({ ...at.tree(), 'environments/lab.yaml': ENVIRONMENT })
    expect((await succeed(opened.synth())).stderr).toContain('environment lab is open again')
  })
})

test('an output that is not ours does not stop a synth, and stays', async () => {
  const at = project({
    'cdktf.out/manifest.json': 'no JSON',
    'cdktf.out/trustloom.json': '{}',
    'cdktf.out/stacks/lab/.terraform/x': 'providers',
    'cdktf.out/stacks/older/cdk.tf.json': 'of no manifest',
  })
  await succeed(at.synth())
  expect(stacks(at)).toEqual(['hub', 'lab'])
  expect(at.read('cdktf.out/stacks/lab/.terraform/x')).toBe('providers')
  expect(at.read('cdktf.out/stacks/older/cdk.tf.json')).toBe('of no manifest')
})
