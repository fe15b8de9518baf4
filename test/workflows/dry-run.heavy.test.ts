import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { dev, lab, LOCK } from '../cli/project'
import { ENVIRONMENT, MESH, PROJECT } from '../support/mesh'
import { clonePullRequest, type PullRequest } from './repository'
import { workplace, type Workplace } from './scripts'

interface Step {
  readonly run?: string
  readonly env?: Readonly<Record<string, string>>
}

const action = parse(readFileSync(join(PROJECT, '.github/actions/access-review/action.yml'), 'utf8')) as {
  inputs: Readonly<Record<string, { default?: string }>>
  runs: { steps: readonly Step[] }
}

/** Runs the action's scripts one after another, as GitHub would, and returns its outputs. */
async function runAction(
  at: Workplace,
  inputs: Readonly<Record<string, string>> = {},
): Promise<Record<string, string>> {
  const context: Readonly<Record<string, string>> = {
    'github.server_url': 'https://github.com',
    'github.repository': 'acme/mesh',
    'github.run_id': '42',
    'github.event.pull_request.number': '7',
    'github.event.pull_request.head.sha': HEAD,
    'github.event.pull_request.base.ref': 'main',
    ...Object.fromEntries(
      Object.entries(action.inputs).map(([name, each]) => [`inputs.${name}`, inputs[name] ?? each.default ?? '']),
    ),
  }
  const given = (text: string): string =>
    text.replace(/\$\{\{ ([\w.-]+) \}\}/g, (expression: string, name: string) => {
      const value = context[name]
      if (value === undefined) throw new Error(`nobody knows ${expression}`)
      return value
    })
  for (const { run, env = {} } of action.runs.steps) {
    if (run === undefined) continue
    const { status, output } = await at.bash(run, {
      CI: 'true',
      GITHUB_ACTION_PATH: join(at.folder, '.github', 'actions', 'access-review'),
      RUNNER_TEMP: join(at.folder, '..', 'tmp'),
      GITHUB_OUTPUT: join(at.folder, '..', 'output'),
      GITHUB_STEP_SUMMARY: join(at.folder, '..', 'summary'),
      ...Object.fromEntries(Object.entries(env).map(([name, text]) => [name, given(text)])),
    })
    if (status !== 0) throw new Error(`${run}\nended with ${status}:\n${output}`)
  }
  const lines = at.read('../output').trim().split('\n')
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]))
}

/** What GitHub says that the head of the pull request is. */
const HEAD = 'c'.repeat(40)
const trustloom = join(PROJECT, 'cli', 'trustloom.js')
const register = join(PROJECT, 'cli', 'register.js')

/** A workplace in which `npm` and `npx` find Trustloom as they do in its own repository. */
function withTrustloom(): Workplace {
  const at = workplace('gh')
  at.command(
    'npx',
    `#!/bin/sh\nuntil [ "$1" = trustloom ]; do shift; done\nshift\nexec '${process.execPath}' '${trustloom}' "$@"\n`,
  )
  at.command(
    'npm',
    `#!/bin/sh\ncase "$*" in ci*) ;; *synth*) exec '${process.execPath}' -r '${register}' '${join(PROJECT, 'main.ts')}' ;; *) exit 9 ;; esac\n`,
  )
  return at
}

describe('the steps of the action, on the clone of a pull request', () => {
  const at = withTrustloom()
  let pull: PullRequest
  let outputs: Record<string, string>
  const folder = '../tmp/access-review'
  const review = (): { digests: Record<string, string>; gained: { environment: string; group: string }[] } =>
    JSON.parse(at.read(`${folder}/review.json`)) as never

  beforeAll(async () => {
    const granted = lab('[READERS]', '[READERS, ADG-NEW]')
    const first = { 'environments/mesh.yaml': MESH, 'environments/lab.yaml': ENVIRONMENT, 'environments/dev.yaml': dev }
    pull = await clonePullRequest(at, {
      first: { ...first, ...(await locked(first)) },
      since: { 'README.md': 'moved on\n' },
      branch: { 'environments/lab.yaml': granted, ...(await locked({ ...first, 'environments/lab.yaml': granted })) },
    })
    outputs = await runAction(at)
  })

  async function locked(files: Readonly<Record<string, string>>): Promise<Record<string, string>> {
    for (const [path, text] of Object.entries(files)) at.write(join('../lock', path), text)
    const { status, output } = await at.bash(`cd ../lock && npx --no trustloom lock`)
    if (status !== 0) throw new Error(output)
    return { [LOCK]: at.read(join('../lock', LOCK)) }
  }

  test('tell what the pull request changes, and nothing else', () => {
    expect(outputs).toEqual({
      status: '2',
      told: 'true',
      risk: expect.any(String),
      environments: '["lab"]',
      folder: expect.any(String),
    })
    expect(new Set(review().gained.map(({ environment, group }) => `${environment} ${group}`))).toEqual(
      new Set(['lab ADG-NEW']),
    )
    expect(Object.keys(review().digests).sort()).toEqual(['dev', 'hub', 'lab'])
  })

  test('say what the review is about', () => {
    expect(JSON.parse(at.read(`${folder}/about.json`))).toEqual({
      schemaVersion: 1,
      repository: 'acme/mesh',
      pull: 7,
      head: HEAD,
      base: { ref: 'main', sha: pull.base },
    })
  })

  test('write every format, and the summary', () => {
    expect(at.read(`${folder}/review.md`)).toMatch(/^<!-- trustloom/)
    expect(at.read(`${folder}/review.html`)).toContain('ADG-NEW')
    expect(JSON.parse(at.read(`${folder}/review.sarif`))).toMatchObject({ version: '2.1.0' })
    expect(at.read('../summary')).toContain('ADG')
  })

  test('render the mesh, and leave the work tree as it was', async () => {
    expect(existsSync(join(at.folder, 'cdktf.out/stacks/lab/cdk.tf.json'))).toBe(true)
    expect((await at.bash('git status --porcelain -- environments && git rev-parse HEAD')).output).toBe(
      `${pull.merge}\n`,
    )
  })

  test('compare with where the branch began, also when head and base are named', async () => {
    const { status } = await at.run('review.sh', [pull.base, pull.head, 'named'])
    expect(status).toBe(2)
    expect(JSON.parse(at.read('named/review.json'))).toEqual(review())
    expect((await at.run('review.sh', [pull.base, pull.base, 'same'])).status).toBe(0)
    expect((await at.run('told.sh', ['same/review.json'])).output).toBe('false\n')
  })

  test('give 3 at a risk that fails, and the artifact all the same', async () => {
    expect((await runAction(at, { 'fail-on': 'low' })).status).toBe('3')
    expect((await runAction(at, { 'fail-on': 'critical' })).status).toBe('2')
  })

  test('stop where a revision is not there', async () => {
    const { status, output } = await at.run('review.sh', ['HEAD^7', 'HEAD', 'none'])
    expect([status, output]).toEqual([1, expect.stringContaining('fetch the whole history')])
  })

  test('are followed by one comment, also after a second run', async () => {
    const taken = { name: 'gh', when: '--input', stdout: '{}' }
    at.answer({ name: 'gh', when: '--paginate', stdout: '[]' }, taken)
    const comment = (): Promise<unknown> =>
      at.run('comment.sh', [`${folder}/review.md`, '7', 'review'], { GH_TOKEN: 'x' })
    await comment()
    const { body } = JSON.parse(at.calls().at(-1)?.files[0] ?? '') as { body: string }
    expect(body).toBe(`<!-- trustloom-comment:review -->${at.read(`${folder}/review.md`)}`)
    const mine = [{ id: 1, body, user: { login: 'github-actions[bot]' } }]
    at.answer({ name: 'gh', when: '--paginate', stdout: JSON.stringify(mine) }, taken)
    await comment()
    expect(at.calls()).toHaveLength(1)
  })

  test('are text that may be posted for a fork', async () => {
    expect(await at.run('stranger.sh', [folder, 'posted.md'])).toEqual({ status: 0, output: '' })
    expect(at.read('posted.md')).toContain('from the review of a fork')
  })

  test('become a code quality report with places in the files', async () => {
    const { output } = await at.run('code-quality.sh', [`${folder}/review.sarif`])
    const found = JSON.parse(output) as { fingerprint: string; location: { path: string; lines: { begin: number } } }[]
    expect(found.length).toBeGreaterThan(0)
    for (const { fingerprint, location } of found) {
      expect(fingerprint).toMatch(/^[0-9a-f]{64}$/)
      expect(location).toEqual({ path: 'environments/lab.yaml', lines: { begin: expect.any(Number) } })
    }
  })
})
