import { workplace } from './scripts'
import type { Answer } from './stub'
import { clonePullRequest, type PullRequest } from './repository'

const digest = (name: string): string => `sha256:${name}`
const at = workplace('gh')
const HEAD = 'c'.repeat(40)
let commits: PullRequest

const pull = (more: object): object => ({
  merged_at: '2026-01-01',
  merge_commit_sha: commits.merge,
  head: { sha: HEAD },
  ...more,
})
const pulls = (...all: object[]): Answer => ({
  name: 'gh',
  when: `${commits.merge}/pulls`,
  stdout: JSON.stringify(all),
})
const none: Answer = { name: 'gh', when: '/pulls?', stdout: '[]' }
const runs = (...all: object[]): Answer => ({
  name: 'gh',
  when: `event=pull_request&head_sha=${HEAD}`,
  stdout: JSON.stringify({ workflow_runs: all }),
})
const artifact = (run: number, digests: object): Answer => ({
  name: 'gh',
  when: `run download ${run} --repo acme/mesh --name access-review`,
  download: JSON.stringify({ digests }),
})
const done = (id: number, number: number): object => ({ id, run_number: number, status: 'completed' })
const pushed = (...environments: object[]): void => void at.write('review.json', JSON.stringify({ environments }))
const approved = (): Promise<{ status: number; output: string }> =>
  at.run('approved.sh', [commits.base, commits.merge, 'review.json'], { GH_TOKEN: 'x' })

beforeAll(async () => {
  commits = await clonePullRequest(at, { first: { a: '1' }, since: { b: '1' }, branch: { c: '1' } })
})

describe('approved.sh', () => {
  const environments = [
    { name: 'a', changed: true, digest: digest('new') },
    { name: 'b', changed: false, digest: digest('of another pull request') },
  ]

  test('lets pass what the newest review of the merged pull request ended with', async () => {
    pushed(...environments)
    const ran = runs(done(1, 1), done(3, 3), done(2, 2), { ...done(4, 4), status: 'in_progress' })
    at.answer(pulls(pull({})), none, ran, artifact(3, { a: digest('new'), b: digest('old') }), artifact(1, {}))
    expect(await approved()).toEqual({ status: 0, output: '' })
  })

  test('needs no approval where no access changes', async () => {
    pushed({ name: 'a', changed: false, digest: digest('new') })
    at.answer(none)
    expect((await approved()).status).toBe(0)
  })

  const cases: [string, () => Answer[]][] = [
    ['another digest was approved', () => [pulls(pull({})), none, runs(done(3, 3)), artifact(3, { a: digest('old') })]],
    [
      'an older review was right',
      () => [pulls(pull({})), none, runs(done(1, 1), done(3, 3)), artifact(1, { a: digest('new') }), artifact(3, {})],
    ],
    [
      'another environment has that digest',
      () => [pulls(pull({})), none, runs(done(3, 3)), artifact(3, { b: digest('new') })],
    ],
    ['there is no pull request', () => [none]],
    [
      'it was closed',
      () => [pulls(pull({ merged_at: null })), none, runs(done(3, 3)), artifact(3, { a: digest('new') })],
    ],
    [
      'it was merged with another commit',
      () => [pulls(pull({ merge_commit_sha: HEAD })), none, runs(done(3, 3)), artifact(3, { a: digest('new') })],
    ],
    ['it was not reviewed', () => [pulls(pull({})), none, runs()]],
    [
      'its artifact is gone',
      () => [pulls(pull({})), none, runs(done(3, 3)), { name: 'gh', when: 'run download', status: 1 }],
    ],
    [
      'its artifact is no review',
      () => [
        pulls(pull({})),
        none,
        runs(done(3, 3)),
        { name: 'gh', when: 'run download', download: '{"digests": ["sha256:new"]}' },
      ],
    ],
  ]
  test.each(cases)('ends with 4 where %s', async (_, answers) => {
    pushed(...environments)
    at.answer(...answers())
    const { status, output } = await approved()
    expect([status, output]).toEqual([4, expect.stringContaining('No pull request')])
    expect(output).toContain('"a"')
    expect(output).not.toContain('"b"')
  })

  test('fails where GitHub cannot be asked, or the commits are not there', async () => {
    pushed(...environments)
    at.answer({ name: 'gh', when: '', status: 1 })
    expect([0, 4]).not.toContain((await approved()).status)
    const { status } = await at.run('approved.sh', ['0'.repeat(40), commits.merge, 'review.json'])
    expect([0, 4]).not.toContain(status)
  })
})
