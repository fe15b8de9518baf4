import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readLarge } from '../../cli/lib/review/read-file'
import { MESH } from '../support/mesh'
import { scratch } from '../support/scratch'
import { project, refuse, succeed, type Run } from './project'

/** Whoever opens a pipe that nobody writes into waits for ever: these tests end, or the command opened one. */
function makePipe(path: string): void {
  rmSync(path, { force: true })
  const { status, stderr } = spawnSync('mkfifo', [path], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
}

const NOT_PLAIN = 'is a pipe, a socket or a device, not a file'

/** Files of a mesh, each with the mesh.yaml that names it. */
const FILES: [file: string, mesh: string][] = [
  ['mesh.yaml', MESH],
  ['lab.yaml', MESH],
  ['dev.yaml', MESH],
  ['registry.lock.json', MESH],
  ['groups.txt', `${MESH}directory: groups.txt\n`],
  ['idp.xml', MESH.replace('services:', 'services:\n  other: { protocol: saml, metadata: idp.xml }')],
  ['templates/policies/data-writer.json.hbs', MESH],
]

test.each(FILES)('a pipe in the place of %s is refused, and not opened', async (name, mesh) => {
  const at = project({ 'environments/mesh.yaml': mesh, 'environments/templates/policies/x': '' })
  makePipe(join(at.folder, 'environments', name))
  const { status, stderr } = await at.trustloom('check')
  expect(status).toBe(1)
  expect(stderr).toContain(`error[file-kind] environments/${name} ${NOT_PLAIN}`)
})

test.each(FILES)('a folder in the place of %s is told as one, once', async (name, mesh) => {
  const at = project({ 'environments/mesh.yaml': mesh, 'environments/templates/policies/x': '' })
  const path = join(at.folder, 'environments', name)
  rmSync(path, { force: true })
  mkdirSync(path)
  for (const command of ['check', 'lock', 'synth', 'verify']) {
    const { stderr } = await refuse(at, () => (command === 'synth' ? at.synth() : at.trustloom(command)))
    const told = stderr.split('\n').filter((each) => each.includes(name) && / error/.test(each))
    expect(told).toEqual([
      expect.stringContaining(`error[file-kind] environments/${name} is in the way: it is a folder, not a file`),
    ])
  }
})

test('a folder in the place of a file of a revision is told, too', async () => {
  const at = project({ 'environments/dev.yaml/notes': 'x' })
  const git = (...args: string[]): void =>
    void execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: at.folder })
  git('init', '-q', '-b', 'main')
  git('add', '.')
  git('commit', '-q', '-m', 'x')
  expect((await refuse(at, () => at.trustloom('review --base main --head main'))).stderr).toContain(
    'environments/dev.yaml is in the way: it is a folder, not a file',
  )
})

test.each<[string, string]>([
  ['a file', 'environments/mesh.yaml'],
  ['another file', 'note'],
])('%s in the place of the mesh folder is told, whatever the command', async (_, mesh) => {
  const at = project({ note: 'x' })
  const says = `${mesh} is a file, and not a mesh folder`
  const hint = `name the folder that it lies in: --mesh ${mesh === 'note' ? '.' : 'environments'}`
  for (const command of [
    'synth',
    'check',
    'lock',
    'lock --forget lab',
    'verify',
    'explain --group READERS',
    'signin --all',
    'review --base main',
    'review --live list.json',
    'pull --dry-run',
  ]) {
    const run = (): Promise<Run> =>
      command === 'synth' ? at.synth(`--mesh ${mesh}`) : at.trustloom(`${command} --mesh ${mesh}`)
    const { stderr } = await refuse(at, run)
    expect([command, stderr]).toEqual([command, expect.stringContaining(says)])
    expect([command, stderr]).toEqual([command, expect.stringContaining(hint)])
  }
})

test('a pipe that the mesh does not name is in nobody’s way', async () => {
  const at = project()
  makePipe(join(at.folder, 'environments', 'notes'))
  await succeed(at.trustloom('check'))
})

describe('in an output', () => {
  const at = project()
  beforeAll(() => succeed(at.synth()))

  const disturbed: readonly (readonly [string, (path: string) => void])[] = [
    ['a pipe', makePipe],
    [
      'a device that never ends',
      (path) => {
        rmSync(path)
        symlinkSync('/dev/zero', path)
      },
    ],
  ]
  describe.each(disturbed)('%s', (_, disturb) => {
    test.each(['manifest.json', 'trustloom.json', 'stacks/lab/cdk.tf.json'])(
      'in the place of %s is refused',
      async (name) => {
        const path = join(at.folder, 'cdktf.out', name)
        const text = at.read(join('cdktf.out', name))
        disturb(path)
        const { status, stderr } = await at.trustloom('verify')
        rmSync(path)
        writeFileSync(path, text)
        expect([status, stderr]).toEqual([
          1,
          `error cdktf.out/${name} is in the way: ${NOT_PLAIN.replace('is ', 'it is ')}\n  = remove it\n`,
        ])
      },
    )
  })
})

describe('a plan', () => {
  test('may come through a pipe', () => {
    const pipe = join(scratch(), 'plan')
    makePipe(pipe)
    spawn('sh', ['-c', `echo '{}' > '${pipe}'`], { stdio: 'ignore' })
    expect(readLarge(pipe)).toBe('{}\n')
  })

  test.each(['/dev/zero', '/dev/null'])('is not read of %s', (path) => {
    expect(() => readLarge(path)).toThrow(`${path} is a socket or a device, not a file`)
  })
})

test('a folder in the place of a plan', async () => {
  const at = project()
  expect((await refuse(at, () => at.trustloom('review --plan environments'))).stderr).toContain(
    'is a folder, not a file',
  )
})
