import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT } from '../support/mesh'
import { some } from '../support/scale'
import {
  about,
  approved,
  at,
  commits,
  expectPassed,
  expectRefused,
  FORGED,
  HEAD,
  NEW,
  PASSED,
  prepare,
  pushed,
  REVIEW,
  RISK,
} from './approvals'

prepare()

test.each(some(PASSED.slice(0, 3)))('approved.sh lets pass %s', (_, github) => expectPassed(github()))

test('approved.sh lets pass what changes no access, without a review', async () => {
  pushed({ name: 'a', changed: false, digest: NEW })
  expect((await approved({})).status).toBe(0)
})

test.each(some(FORGED, 1))('approved.sh ends with 4 where %s', (_, reason, github) => expectRefused(github(), reason))

test('approved.sh knows the job and the step by the names that the workflow gives them', () => {
  const text = readFileSync(join(PROJECT, '.github/workflows/plan-review.yml'), 'utf8')
  for (const name of [REVIEW, RISK]) expect(text).toContain(`name: ${name}\n`)
})

describe('about.sh', () => {
  test('says what approved.sh asks for', async () => {
    const env = { PULL: '7', PULL_HEAD: HEAD, PULL_BASE: 'main' }
    expect(await at.run('about.sh', ['.', 'HEAD^1'], env)).toEqual({ status: 0, output: '' })
    expect(JSON.parse(at.read('about.json'))).toEqual(about())
  })

  test('says nothing outside of pull requests, and nothing of a base that is not there', async () => {
    at.write('quiet/x', '')
    expect(await at.run('about.sh', ['quiet', 'HEAD^1'], { PULL: '' })).toEqual({ status: 0, output: '' })
    const env = { PULL: '7', PULL_HEAD: HEAD, PULL_BASE: 'main' }
    expect((await at.run('about.sh', ['quiet', 'nowhere'], env)).status).not.toBe(0)
    expect(at.has('quiet/about.json')).toBe(false)
  })
})

describe('applied.sh', () => {
  /** https://docs.github.com/en/rest/actions/workflow-runs#list-workflow-runs-for-a-workflow */
  const applied = (run_number: number, head_sha: string, more: object = {}): object => ({
    run_number,
    head_sha,
    event: 'push',
    head_branch: 'main',
    conclusion: 'success',
    ...more,
  })
  const from = async (...runs: object[]): Promise<string> => {
    const stdout = JSON.stringify({ total_count: runs.length, workflow_runs: runs })
    at.answer({ name: 'gh', when: 'workflows/apply.yml/runs?event=push&status=success', stdout })
    const { output } = await at.run('applied.sh', ['BEFORE', commits.merge], { GITHUB_REF_NAME: 'main' })
    return output.trim()
  }

  test('names the last commit of the branch that was applied', async () => {
    expect(await from(applied(1, commits.base), applied(2, 'd'.repeat(40)))).toBe(commits.base)
    expect(await from()).toBe('BEFORE')
  })

  test('takes no commit of a pull request, of another branch, or of a run that failed', async () => {
    const others = [{ head_branch: 'evil' }, { event: 'workflow_dispatch' }, { conclusion: 'failure' }]
    const runs = others.map((more) => applied(3, commits.base, more))
    expect(await from(applied(4, commits.head), ...runs)).toBe('BEFORE')
  })

  test('fails where GitHub cannot be asked', async () => {
    at.answer({ name: 'gh', when: '', status: 1 })
    expect((await at.run('applied.sh', ['BEFORE', commits.merge], { GITHUB_REF_NAME: 'main' })).status).not.toBe(0)
  })
})
