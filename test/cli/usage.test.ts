import { project, refuse, succeed } from './project'

const at = project()

describe('wrong usage is told, with 1', () => {
  test.each<[string, string]>([
    ['', 'Usage: trustloom'],
    ['chekc', "unknown command 'chekc'\n(Did you mean check?)"],
    ['check --nope', "unknown option '--nope'"],
    ['lock --forget', "option '--forget <environment>' argument missing"],
    ['init', "missing required argument 'dir'"],
    ['schema extra', 'too many arguments'],
    ['check environments', 'Expected 0 arguments but got 1.\n  = name the mesh folder with --mesh DIR\n'],
    ['synth', "unknown command 'synth'\n  = run `npm run synth`\n"],
    ['deploy hub', "unknown command 'deploy'\n  = run `npm run deploy -- STACK`\n"],
    ['verify --synth environments/mesh.yaml', 'environments/mesh.yaml is in the way: it is a file, not a folder'],
    ['explain --group X --synth environments/mesh.yaml', 'is in the way: it is a file, not a folder'],
    ['signin --all --synth environments/mesh.yaml', 'is in the way: it is a file, not a folder'],
    [
      'review environments environments/mesh.yaml',
      'environments/mesh.yaml is a file, and not a mesh folder\n  = name the folder that it lies in: environments\n',
    ],
  ])('trustloom %s', async (args, message) => {
    const { stderr } = await refuse(at, () => at.trustloom(args))
    expect(stderr).toContain(message)
  })

  test('with JSON, what to do is in it', async () => {
    const { status, stdout } = await at.trustloom('check environments --json')
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: object[] }
    expect([status, diagnostics]).toEqual([
      1,
      [expect.objectContaining({ hint: 'name the mesh folder with --mesh DIR' })],
    ])
  })

  test('synth --nope', async () => {
    const { stderr } = await refuse(at, () => at.synth('--nope'))
    expect(stderr).toContain("unknown option '--nope'")
  })
})

test('the program’s help says what its commands do, and what renders', async () => {
  const { stdout } = await succeed(at.trustloom('--help'))
  expect(stdout.replace(/\s+/g, ' ')).toContain('`npm run synth` renders its Terraform')
})

test('help and version are data', async () => {
  const [help, version] = await Promise.all([succeed(at.trustloom('check --help')), succeed(at.trustloom('--version'))])
  expect(help.stdout).toContain('Usage: trustloom check')
  expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  expect(help.stderr + version.stderr).toBe('')
})
