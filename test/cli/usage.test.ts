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
  ])('trustloom %s', async (args, message) => {
    const { stderr } = await refuse(at, () => at.trustloom(args))
    expect(stderr).toContain(message)
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
