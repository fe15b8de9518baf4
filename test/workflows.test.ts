import { spawnSync } from 'node:child_process'
import { accessSync, constants, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT } from './support/mesh'
import { describeWith } from './support/tools'
import { actionFaults, workflowFaults } from './workflows/rules'
import { SCRIPTS } from './workflows/scripts'

const read = (path: string): string => readFileSync(join(PROJECT, path), 'utf8')
const list = (path: string): string[] => readdirSync(join(PROJECT, path)).map((name) => `${path}/${name}`)

const workflows = list('.github/workflows')
const actions = list('.github/actions').map((folder) => `${folder}/action.yml`)
const scripts = readdirSync(SCRIPTS)

describe.each([...workflows, ...actions])('%s', (path) => {
  test('keeps our rules', () => {
    expect((path.includes('/workflows/') ? workflowFaults : actionFaults)(read(path))).toEqual([])
  })
})

describe('our rules', () => {
  const good = read('.github/workflows/plan-review.yml')
  const cases: [string, string | RegExp, string, RegExp][] = [
    ['an event with a strong token', 'pull_request:', 'pull_request_target:', /pull_request_target/],
    ['permissions of the whole workflow', 'permissions: {}', 'permissions: {contents: read}', /itself has permissions/],
    ['a job without permissions', /permissions:\n {6}contents: read\n {4}outputs/, 'outputs', /review has no perm/],
    ['a job without an end', /timeout-minutes: 20\n/, '\n', /review has no time limit/],
    ['a tag instead of a commit', /actions\/checkout@\w+/, 'actions/checkout@v6', /checkout@v6 # v6.0.2 is not pinned/],
    ['a commit without its version', / # v6\.0\.2/, '', /is not pinned/],
    ['credentials left by checkout', 'persist-credentials: false', 'persist-credentials: true', /leaves its cred/],
    ['an expression in a script', 'run: exit 3', 'run: exit ${{ github.head_ref }}', /an expression in a script/],
    ['a script that is not there', 'scripts/comment.sh', 'scripts/commend.sh', /commend\.sh is not there/],
    ['an input that is not there', "checkout: 'false'", "chekout: 'false'", /no input chekout/],
    ['a required input that is missing', /stack: \$\{\{ matrix.environment \}\}\n {10}/, '', /needs the input stack/],
    ['code in a job that may write', 'run: .github/scripts/comment.sh', 'run: npx --no trustloom', /comment may write/],
    ['a shell that hides failures', 'shell: bash', 'shell: sh', /a pipe hides failures/],
  ]
  test.each(cases)('find %s', (_, from, to, fault) => {
    const bad = good.replace(from, () => to)
    expect(bad).not.toBe(good)
    expect(workflowFaults(bad).join('\n')).toMatch(fault)
  })
})

test('what a job may write is no more than it must', () => {
  const granted = workflows.flatMap((path) =>
    [...read(path).matchAll(/^ {6}([a-z-]+): write$/gm)].map(([, scope]) => `${path.split('/').at(-1)} ${scope}`),
  )
  expect([...new Set(granted)].sort()).toEqual([
    'apply.yml id-token',
    'plan-review-fork.yml pull-requests',
    'plan-review.yml id-token',
    'plan-review.yml pull-requests',
    'plan-review.yml security-events',
  ])
})

test('what a review tells decides whether a comment is made, and the summary has it however the review ends', () => {
  const workflow = read('.github/workflows/plan-review.yml')
  expect(workflow).toContain("ONLY_UPDATE: ${{ needs.review.outputs.told == 'false' }}")
  expect(workflow).not.toContain("status == '0'")
  const action = read('.github/actions/access-review/action.yml')
  expect(action.indexOf('summary.sh')).toBeLessThan(action.indexOf('case $status in'))
})

describe.each(scripts)('.github/scripts/%s', (name) => {
  const text = read(`.github/scripts/${name}`)

  test('can be run, stops at the first failure, and is used', () => {
    accessSync(join(SCRIPTS, name), constants.X_OK)
    expect(text).toMatch(/^#!\/usr\/bin\/env bash\n# [A-Z][\s\S]*\nset -euo pipefail\n/)
    const others = scripts.filter((each) => each !== name).map((each) => `.github/scripts/${each}`)
    const users = [...workflows, ...actions, ...others, 'docs/ci.md'].filter((path) => read(path).includes(name))
    expect(users).not.toEqual([])
  })

  test('refuses to run without its arguments', () => {
    if (name === 'check.sh') return
    const { status, stderr } = spawnSync(join(SCRIPTS, name), [], { encoding: 'utf8' })
    expect([status, stderr]).toEqual([1, expect.stringContaining(`usage: ${name}`)])
  })
})

const missing = spawnSync('shellcheck', ['--version']).status === 0 ? undefined : 'shellcheck is not on PATH'
describeWith(missing, 'shellcheck', () => {
  test('finds nothing', () => {
    const files = scripts.map((name) => join(SCRIPTS, name))
    expect(spawnSync('shellcheck', files, { encoding: 'utf8' }).stdout).toBe('')
  })
})
