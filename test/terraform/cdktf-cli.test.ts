import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PROJECT } from '../support/mesh'
import { succeed } from '../support/process'
import { describeWith } from '../support/tools'

const LIMIT = 1_800_000
const CDKTF = ['-y', '-p', 'cdktf-cli@0.21.0', 'cdktf']

/** The CLI is no dependency of Trustloom's, since it takes 423 MB: it is in the cache of npm, or installed now. */
function missingCli(): string | undefined {
  if (spawnSync('terraform', ['version']).status !== 0) return 'terraform is not on PATH, which the CDKTF CLI asks for'
  const { status, signal } = spawnSync('npx', [...CDKTF, '--version'], { timeout: LIMIT, stdio: 'ignore' })
  return status === 0 ? undefined : `npm cannot install cdktf-cli@0.21.0 (${signal ?? `status ${status}`})`
}

/** What a CDKTF user would check out. */
const SOURCES = [
  'cdktf.json',
  'cli',
  'constructs',
  'core',
  'environments',
  'hooks',
  'main.ts',
  'package.json',
  'templates',
]

describeWith(missingCli(), 'the CDKTF CLI', () => {
  let copy: string
  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'trustloom-cdktf-'))
    for (const each of [...SOURCES, 'tsconfig.json']) cpSync(join(PROJECT, each), join(copy, each), { recursive: true })
    symlinkSync(join(PROJECT, 'node_modules'), join(copy, 'node_modules'))
  })
  afterAll(() => rmSync(copy, { recursive: true, force: true }))

  test(
    '`cdktf synth` writes what `npm run synth` writes',
    async () => {
      const env = { ...process.env, CHECKPOINT_DISABLE: '1' }
      await succeed('npx', [...CDKTF, 'synth'], { cwd: copy, env, timeout: LIMIT })
      await succeed('npm', ['run', 'synth', '--', '--synth', 'npm.out'], { cwd: copy, env })
      const ours = filesOf(join(copy, 'npm.out'))
      expect(Object.keys(ours)).toContain('stacks/hub/cdk.tf.json')
      expect(filesOf(join(copy, 'cdktf.out'))).toEqual(ours)
    },
    LIMIT,
  )
})

function filesOf(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  const files = names.filter((each) => statSync(join(folder, each)).isFile())
  return Object.fromEntries(files.map((each) => [each, readFileSync(join(folder, each), 'utf8')]))
}
