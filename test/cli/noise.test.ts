import { lab, LOCK, project, succeed } from './project'

const groups = (count: number): string => `[${Array.from({ length: count }, (_, index) => `G${index}`).join(', ')}]`
const many = lab('reader: [READERS]', `reader: ${groups(40)}`)

describe('many changes of the lock file', () => {
  test('are a line a kind', async () => {
    const at = project({ 'environments/lab.yaml': many })
    const { stdout } = await succeed(at.trustloom('check'))
    expect(stdout).toMatch(
      /^the lock file will change: \d+ groups get a code: .* and \d+ more \(--verbose lists them\)$/m,
    )
    const { stderr } = await succeed(at.trustloom('lock'))
    expect(stderr.trimEnd().split('\n')).toEqual([
      expect.stringMatching(
        /^registry\.lock\.json: 4[01] groups get a code: \w+, \w+, \w+, \w+, \w+ and 3[56] more \(--verbose lists them\)$/,
      ),
      'registry.lock.json: environment lab is new',
    ])
  })

  test('are all listed where somebody asks', async () => {
    const at = project({ 'environments/lab.yaml': many })
    expect((await succeed(at.trustloom('check --verbose'))).stdout).toMatch(
      /will change: group G39 gets the code \w{4}$/m,
    )
    const { stderr } = await succeed(at.synth('--verbose'))
    expect(stderr.match(/gets the code/g)?.length).toBeGreaterThanOrEqual(40)
    at.remove(LOCK)
    expect(
      (await succeed(at.trustloom('lock --verbose'))).stderr.match(/gets the code/g)?.length,
    ).toBeGreaterThanOrEqual(40)
  })
})

test('equal warnings are one, with a count and the first places', async () => {
  const home = 'home: { bucket: acme-home-X, services: [notebooks], groups: [READERS] }\n'
  const environment = (name: string, account: string): Record<string, string> => ({
    [`environments/${name}.yaml`]: `${lab('"111111111111"', `"${account}"`)}${home.replace('X', name)}`,
  })
  const files = {
    ...environment('lab', '111111111111'),
    ...environment('dev', '222222222222'),
    ...environment('prod', '333333333333'),
  }
  const at = project(files)
  at.write('environments/mesh.yaml', `${at.read('environments/mesh.yaml')}hooks: {}\n`)
  const { stderr } = await succeed(at.trustloom('check'))
  const told = stderr.split('\n').filter((line) => line.includes('warning[attribute-unset]'))
  expect(told).toHaveLength(2)
  for (const line of told)
    expect(line).toMatch(
      /^environments\/dev\.yaml:\S+ .* \(3 times: also at environments\/lab\.yaml:\d+:\d+, environments\/prod\.yaml:\d+:\d+\)$/,
    )
})

describe('--json prints JSON where something is wrong, too', () => {
  interface Printed {
    readonly schemaVersion: number
    readonly diagnostics: readonly { readonly severity: string; readonly code: string; readonly message: string }[]
  }
  const commands = ['check', 'verify', 'explain --group READERS', 'signin --all', 'pull', 'review environments nowhere']

  test.each(commands)('%s: a fault of the files', async (command) => {
    const at = project({ 'environments/lab.yaml': lab('[visits]', '[visit]') })
    const { status, stdout } = await at.trustloom(`${command} --json`)
    expect(status).toBe(1)
    const { schemaVersion, diagnostics } = JSON.parse(stdout) as Printed
    expect(schemaVersion).toBe(1)
    expect(diagnostics.length).toBeGreaterThan(0)
    for (const each of diagnostics)
      expect(each).toMatchObject({ severity: 'error', code: expect.any(String), message: expect.any(String) })
  })

  test.each(commands)('%s: wrong usage', async (command) => {
    const at = project()
    const { status, stdout } = await at.trustloom(`${command} --json --nonsense`)
    expect(status).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({
      diagnostics: [{ code: 'usage', message: expect.stringContaining('--nonsense') }],
    })
  })

  test('a folder that is not there', async () => {
    const at = project()
    const { stdout } = await at.trustloom('review --json nowhere environments')
    expect(JSON.parse(stdout)).toMatchObject({
      diagnostics: [{ code: 'failed', message: 'nowhere: no such file or folder' }],
    })
  })

  test('and nothing else where data were printed', async () => {
    const at = project()
    const { stdout } = await succeed(at.trustloom('check --json'))
    expect(JSON.parse(stdout)).toHaveProperty('quotas')
  })
})
