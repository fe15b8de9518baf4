import type { Registry } from '../../core/model/registry'
import { dev, lab, LOCK, project, refuse, succeed, type Project } from './project'

const registry = (at: Project): Registry => JSON.parse(at.read(LOCK)) as Registry
const closed = (text: string): string => text.replace('stage: prod', 'stage: prod\nstate: closed')

describe('lock', () => {
  test('gives codes, retires them, and gives them back', async () => {
    const at = project()
    const first = await succeed(at.trustloom('lock'))
    expect(first.stdout).toBe('')
    expect(first.stderr.split('\n')).toEqual([
      'registry.lock.json: group OWNERS gets the code fI4M',
      'registry.lock.json: group READERS gets the code ZW73',
      'registry.lock.json: environment lab is new',
      '',
    ])
    const locked = at.read(LOCK)
    expect((await succeed(at.trustloom('lock --frozen'))).stderr).toBe('registry.lock.json is up to date\n')

    at.write('environments/lab.yaml', lab('[READERS]', '[GUESTS]'))
    expect((await succeed(at.trustloom('lock'))).stderr).toContain('the code ZW73 of READERS retires')
    expect(registry(at).retired).toEqual({ ZW73: 'READERS' })

    at.write('environments/lab.yaml', lab())
    await succeed(at.trustloom('lock'))
    expect(registry(at).groups).toEqual((JSON.parse(locked) as Registry).groups)
    expect(Object.values(registry(at).retired)).toEqual(['GUESTS'])
  })

  test.each<[string, string, Record<string, string>]>([['is out of date and frozen', 'lock --frozen', {}]])(
    'that %s is refused',
    async (_, args, env) => {
      const at = project({ [LOCK]: '{"groups": {"READERS": {"code": "aaaa"}}}\n' })
      const { stderr } = await refuse(at, () => at.trustloom(args, env))
      expect(stderr).toContain('lock-out-of-date')
    },
  )

  test.each<[string, Record<string, string>, string]>([
    ['of a mesh with an error', { 'environments/lab.yaml': lab('[visits]', '[visit]') }, 'unknown-table'],
    [
      'of a mesh whose policies are too large',
      { 'environments/lab.yaml': lab('[OWNERS]', manyGroups()) },
      'error[quota]',
    ],
    ['that is damaged', { [LOCK]: '{"groups":' }, 'lock-damaged'],
  ])('%s stays as it is', async (_, files, code) => {
    const at = project(files)
    expect((await refuse(at, () => at.trustloom('lock'))).stderr).toContain(code)
  })

  test('that is a folder is told without a stack trace', async () => {
    const at = project({ [`${LOCK}/x`]: '' })
    expect((await refuse(at, () => at.trustloom('lock'))).stderr).toContain(
      'registry.lock.json is in the way: it is a folder, not a file',
    )
  })
})

function manyGroups(): string {
  return `[${Array.from({ length: 200 }, (_, index) => `G${index}`).join(', ')}]`
}

test('the Region of an environment is kept; a lock file of before, without it, is up to date', async () => {
  const at = project()
  await succeed(at.trustloom('lock'))
  const kept = at.read(LOCK)
  expect(registry(at).environments.lab).toEqual({ account: '111111111111', region: 'eu-central-1' })
  const before = kept.replace(', "region": "eu-central-1"', '')
  at.write(LOCK, before)
  await succeed(at.synth('', { CI: 'true' }))
  expect(at.read(LOCK)).toBe(before)
  expect((await succeed(at.trustloom('lock'))).stderr).toBe(
    'registry.lock.json: the Region of environment lab is kept: eu-central-1\n',
  )
  expect(at.read(LOCK)).toBe(kept)
  at.write('environments/lab.yaml', lab('region: eu-central-1', 'region: eu-west-1'))
  expect((await refuse(at, () => at.trustloom('check'))).stderr).toContain('lab is locked to the Region eu-central-1')
})

describe('lock --forget', () => {
  const locked = (state: string): string => `{
  "groups": {
    "OWNERS": {"code": "fI4M"},
    "READERS": {"code": "ZW73"}
  },
  "retired": {},
  "environments": {
    "dev": {"account": "222222222222"${state}},
    "lab": {"account": "111111111111", "region": "eu-central-1"}
  }
}
`
  const CLOSED = ', "state": "closed"'

  test('an environment that was closed and is gone', async () => {
    const at = project({ [LOCK]: locked(CLOSED) })
    expect((await refuse(at, () => at.trustloom('check'))).stderr).toContain('run `trustloom lock --forget dev`')
    const { stdout, stderr } = await succeed(at.trustloom('lock --forget dev'))
    expect([stdout, stderr]).toEqual(['', 'registry.lock.json: environment dev is forgotten\n'])
    expect(Object.keys(registry(at).environments)).toEqual(['lab'])
    await succeed(at.trustloom('check --frozen'))
  })

  test.each<[string, string, Record<string, string>, Record<string, string>, string]>([
    ['that nobody knows', 'devv', { [LOCK]: locked(CLOSED) }, {}, 'knows no environment devv\n  = did you mean dev?'],
    [
      'called as every object has it',
      'constructor',
      { [LOCK]: locked(CLOSED) },
      {},
      'knows no environment constructor',
    ],
    ['without a lock file', 'dev', {}, {}, 'knows no environment dev\n  = there is no environment yet'],
    [
      'whose file is there',
      'lab',
      { [LOCK]: locked(CLOSED) },
      {},
      'lab.yaml is still there\n  = write `state: closed`',
    ],
    ['that was never closed', 'dev', { [LOCK]: locked('') }, {}, 'dev was never closed'],
    ['under CI', 'dev', { [LOCK]: locked(CLOSED) }, { CI: 'true' }, '--forget changes the lock file'],
    ['from a damaged file', 'dev', { [LOCK]: '[' }, {}, 'lock-damaged'],
    [
      'while another file has an error',
      'dev',
      { [LOCK]: locked(CLOSED), 'environments/lab.yaml': lab('[visits]', '[visit]') },
      {},
      'unknown-table',
    ],
  ])('refuses one %s', async (_, name, files, env, message) => {
    const at = project(files)
    const { stderr } = await refuse(at, () => at.trustloom(`lock --forget ${name}`, { ...env, NO_COLOR: '1' }))
    expect(stderr).toContain(message)
  })

  test('is the end of an environment: closed, locked, deleted, forgotten', async () => {
    const at = project({ 'environments/dev.yaml': dev })
    await succeed(at.synth())
    at.write('environments/dev.yaml', closed(dev))
    expect((await succeed(at.synth())).stderr).toContain('environment dev is closed')
    expect(registry(at).environments.dev).toEqual({ account: '222222222222', region: 'eu-central-1', state: 'closed' })
    at.remove('environments/dev.yaml')
    expect((await refuse(at, () => at.synth())).stderr).toContain('environment-gone')
    at.write('cdktf.out/stacks/dev/.terraform.lock.hcl', 'of somebody else')
    await succeed(at.trustloom('lock --forget dev'))
    await succeed(at.synth())
    expect(Object.keys(at.tree('cdktf.out')).filter((path) => path.includes('dev'))).toEqual([
      'cdktf.out/stacks/dev/.terraform.lock.hcl',
    ])
    expect(at.read('cdktf.out/manifest.json')).not.toContain('dev')
  })
})
