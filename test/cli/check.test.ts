import { lab, LOCK, project, refuse, succeed, type Run } from './project'

describe('a good mesh', () => {
  const at = project()

  test('is counted, what the lock file lacks is told, and nothing is written', async () => {
    const before = at.tree()
    const { stdout, stderr } = await succeed(at.trustloom('check'))
    expect(stderr).toBe('')
    expect(stdout.split('\n')).toEqual([
      'acme: 1 environment, 1 dataset, 2 roles, 2 groups, 1 service: no errors',
      'the lock file will change: group OWNERS gets the code fI4M',
      'the lock file will change: group READERS gets the code ZW73',
      'the lock file will change: environment lab is new',
      'no quota is half used; the fullest (all: check --quotas):',
      expect.stringMatching(/^ {2}\d\d % {2}lab {2}inline-policies {2}acme-lab-owner {2}\d+ of 10240 characters$/),
      '',
    ])
    expect(at.tree()).toEqual(before)
  })

  test('has no diagnostics as JSON', async () => {
    const { stdout, stderr } = await succeed(at.trustloom('check --json'))
    expect(JSON.parse(stdout)).toEqual({
      schemaVersion: 1,
      diagnostics: [],
      quotas: expect.any(Array) as unknown,
      waivers: [],
    })
    expect(stderr).toBe('')
  })
})

describe('a bad mesh', () => {
  const at = project({
    'environments/lab.yaml': lab('region: eu-central-1', 'region: Frankfurt').replace('[visits]', '[visit]'),
  })

  test('has all errors on stderr: place, line, caret, hint', async () => {
    const { stderr } = await refuse(at, () => at.trustloom('check'))
    expect(stderr.split('\n')).toEqual([
      'environments/lab.yaml:5:9 error[bad-region] `region` must be an AWS Region such as eu-central-1',
      '5 | region: Frankfurt',
      '  |         ^',
      'environments/lab.yaml:19:18 error[unknown-table] trials has no table visit',
      '19 |         tables: [visit]',
      '   |                  ^',
      '  = did you mean visits?',
      '2 errors: nothing was written',
      '',
    ])
  })

  test('has them as JSON on stdout', async () => {
    const { status, stdout, stderr } = await at.trustloom('check --json')
    const { diagnostics, quotas } = JSON.parse(stdout) as { diagnostics: unknown[]; quotas: unknown[] }
    expect([status, stderr, quotas]).toEqual([1, '', []])
    expect(diagnostics).toHaveLength(2)
    expect(diagnostics[1]).toEqual({
      severity: 'error',
      code: 'unknown-table',
      message: 'trials has no table visit',
      at: { file: 'environments/lab.yaml', line: 19, column: 18 },
      hint: 'did you mean visits?',
    })
  })

  test('is coloured where colours are wanted, and NO_COLOR goes before', async () => {
    const ESCAPE = '\u001B['
    const [wanted, both] = await Promise.all([
      at.trustloom('check', { FORCE_COLOR: '1' }),
      at.trustloom('check', { FORCE_COLOR: '1', NO_COLOR: '1' }),
    ])
    expect(wanted.stderr).toContain(`${ESCAPE}31merror[bad-region]`)
    expect(both.stderr).not.toContain(ESCAPE)
  })
})

test('a warning is told, and is no error', async () => {
  const at = project({ 'environments/lab.yaml': lab('[OWNERS]', '[]') })
  const { stdout, stderr } = await succeed(at.trustloom('check'))
  expect(stderr).toContain('environments/lab.yaml:8:3 warning[no-groups]')
  expect(stderr).not.toContain('nothing was written')
  expect(stdout).toContain('no errors')
})

test('people’s text cannot steer the terminal', async () => {
  const at = project({ 'environments/lab.yaml': lab('services: [notebooks]', 'services: ["\\e[31m\\u202Eno"]') })
  const { stderr } = await refuse(at, () => at.trustloom('check'))
  expect(stderr).not.toMatch(/[\u001B\u202E]/)
})

describe('the mesh folder', () => {
  const at = project({ 'other/mesh.yaml': 'mesh: [' })
  const file = async (running: Promise<Run>): Promise<string | undefined> => (await running).stderr.split(':')[0]

  test('is the one of --mesh, of MESH_DIR, or environments', async () => {
    const found = await Promise.all([
      file(at.trustloom('check --mesh ./other/', { MESH_DIR: 'nowhere' })),
      file(at.trustloom('check', { MESH_DIR: 'other' })),
    ])
    expect(found).toEqual(['other/mesh.yaml', 'other/mesh.yaml'])
  })

  test('that is none says how to get one', async () => {
    const { stderr } = await refuse(at, () => at.trustloom('check --mesh nowhere'))
    expect(stderr).toContain('error[no-mesh] there is no nowhere/mesh.yaml')
    expect(stderr).toContain('trustloom init')
  })
})

describe('a lock file that is out of date', () => {
  const at = project()
  test.each<[string, Record<string, string>, number]>([
    ['check', { CI: 'false' }, 0],
    ['check', { CI: 'true' }, 1],
  ])('%s under %j: %i', async (args, env, expected) => {
    const { status, stderr } = await at.trustloom(args, { ...env, NO_COLOR: '1' })
    expect(status).toBe(expected)
    if (expected === 1) {
      expect(stderr).toContain(`${LOCK}:1:1 error[lock-out-of-date] the lock file is out of date: group OWNERS`)
      expect(stderr).toContain('run `npx --no trustloom lock` and commit the file')
    }
  })
})
