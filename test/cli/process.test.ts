import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { PROJECT } from '../support/mesh'
import { oktaFiles } from '../support/okta'
import { project } from './project'
import { serve } from './serving'

/** What only a process of its own shows; `process.heavy.test.ts` has more of it, since each takes two seconds. */
const at = project()

test('ends with 0 and without a stack trace where nobody reads to the end', async () => {
  const command = `"${process.execPath}" "${join(PROJECT, 'cli', 'trustloom.js')}" check --quotas | head -1; exit \${PIPESTATUS[0]}`
  const child = spawn('bash', ['-c', command], { cwd: at.folder, env: { PATH: process.env.PATH } })
  const told = { stdout: '', stderr: '' }
  child.stdout.on('data', (part: Buffer) => (told.stdout += part.toString()))
  child.stderr.on('data', (part: Buffer) => (told.stderr += part.toString()))
  const [status] = (await once(child, 'close')) as [number]
  expect([status, told.stdout.split('\n').length]).toEqual([0, 2])
  expect(told.stderr).not.toMatch(/EPIPE|^ +at /m)
})

test('`check` loads neither CDKTF nor the AWS SDK, and tells errors in colours only where they are asked for', async () => {
  const broken = project({ 'environments/lab.yaml': 'domain: x' })
  broken.write(
    'loaded.js',
    "process.on('exit', () => require('node:fs').writeFileSync('loaded.json', JSON.stringify(Object.keys(require.cache))))",
  )
  const env = { NODE_OPTIONS: '--require ./loaded.js', FORCE_COLOR: '1' }
  const { status, stdout, stderr } = await broken.process.trustloom('check', env)
  expect(status).toBe(1)
  expect(stdout + stderr).toContain('\u001B[31m')
  const loaded = JSON.parse(broken.read('loaded.json')) as string[]
  expect(loaded.some((each) => each.endsWith(join('cli', 'program.ts')))).toBe(true)
  expect(loaded.filter((each) => /node_modules\/(?:cdktf|constructs|@cdktf|@aws-sdk|@smithy)\//.test(each))).toEqual([])
})

test('`hooks:serve` knows who has the secret, tells nobody, and ends cleanly when it is interrupted', async () => {
  const files = Object.entries(oktaFiles()).map(([name, text]) => [`environments/${name}`, text])
  const { folder } = project(Object.fromEntries(files) as Record<string, string>)
  const serving = serve(folder, ['--port', '0'], { TRUSTLOOM_HOOK_SECRET: 'only-for-this-test' })
  const [, url = ''] = await serving.told(/^(http:\/\/127\.0\.0\.1:\d+\/okta\/saml)$/m)
  const asked = async (authorization: string): Promise<number> =>
    (await fetch(url, { method: 'POST', body: '{', headers: { authorization } })).status
  expect([await asked('only-for-this-test'), await asked('guessed')]).toEqual([200, 401])
  serving.child.kill('SIGINT')
  expect(await serving.ended).toBe(0)
  expect(serving.output()).not.toContain('only-for-this-test')
})
