import { answersOf, type GitHub, type Job, type Pull, type Repository, type WorkflowRun } from './github'
import { clonePullRequest, type PullRequest } from './repository'
import { workplace } from './scripts'

export const REVIEW = 'Review the files'
export const RISK = 'Stop at the risk that needs more than an approval'
export const HEAD = 'c'.repeat(40)
export const NEW = 'sha256:new'

export const at = workplace('gh')
export let commits: PullRequest

/** A time of the day on which everything happens: the merge is at 12:00. */
export const hour = (time: string): string => `2026-01-01T${time}:00Z`
const repository = (id: number, owner: string): Repository => ({
  id,
  full_name: `${owner}/mesh`,
  owner: { login: owner },
})
const OURS = repository(1, 'acme')
const FORK = repository(2, 'mallory')

export const merged = (more: Partial<Pull> = {}): Pull => ({
  number: 7,
  created_at: hour('08:00'),
  closed_at: hour('12:00'),
  merged_at: hour('12:00'),
  merge_commit_sha: commits.merge,
  head: { sha: HEAD, ref: 'feature/x', repo: OURS },
  base: { ref: 'main', repo: OURS },
  ...more,
})
/** Another one of the same branch, into a branch of the attacker's. */
export const second = (more: Partial<Pull> = {}): Pull =>
  merged({
    number: 8,
    closed_at: null,
    merged_at: null,
    merge_commit_sha: null,
    base: { ref: 'evil', repo: OURS },
    ...more,
  })

const job = (name = REVIEW, conclusion = 'success', more: Partial<Job> = {}): Job => ({
  name,
  conclusion,
  completed_at: hour('10:05'),
  steps: [{ name: 'Review', conclusion }],
  ...more,
})
export const about = (more: object = {}): object => ({
  schemaVersion: 1,
  repository: 'acme/mesh',
  pull: 7,
  head: HEAD,
  base: { ref: 'main', sha: commits.base },
  ...more,
})
/** A review of a pull request that changes these environments. */
const artifact = (
  digests: Record<string, string> = { a: NEW },
  said: object | null = about(),
): Record<string, string> => ({
  'review.json': JSON.stringify({
    digests,
    environments: Object.entries(digests).map(([name, digest]) => ({ name, digest, changed: true })),
  }),
  ...(said ? { 'about.json': JSON.stringify(said) } : {}),
})
export const run = (id = 3, more: Partial<WorkflowRun> = {}): WorkflowRun => ({
  id,
  run_number: id,
  event: 'pull_request',
  head_sha: HEAD,
  head_branch: 'feature/x',
  head_repository: OURS,
  status: 'completed',
  conclusion: 'success',
  created_at: hour('10:00'),
  pull_requests: [],
  jobs: [job(), job('Comment')],
  artifact: artifact(),
  ...more,
})

export const approved = (github: GitHub): Promise<{ status: number; output: string }> => {
  at.answer(...answersOf(github))
  return at.run('approved.sh', [commits.base, commits.merge, 'review.json'], { GH_TOKEN: 'x', GITHUB_REF_NAME: 'main' })
}
export const pushed = (...environments: object[]): void =>
  void at.write('review.json', JSON.stringify({ environments }))

/** Makes the repository of the push, and the review of the push. */
export function prepare(): void {
  beforeAll(async () => {
    commits = await clonePullRequest(at, { first: { a: '1' }, since: { b: '1' }, branch: { c: '1' } })
  })
  beforeEach(() => {
    pushed(
      { name: 'a', changed: true, digest: NEW },
      { name: 'b', changed: false, digest: 'sha256:of another pull request' },
    )
  })
}

export const expectPassed = async (github: GitHub): Promise<void> => {
  expect(await approved(github)).toEqual({ status: 0, output: '' })
}

export const expectRefused = async (github: GitHub, reason: RegExp): Promise<void> => {
  const { status, output } = await approved(github)
  expect([status, output]).toEqual([4, expect.stringContaining('No pull request')])
  expect(output).toMatch(reason)
  expect(output).toContain('"a"')
  expect(output).not.toContain('"b"')
}

export const PASSED: readonly [string, () => GitHub][] = [
  ['what the review of the merged pull request ended with', (): GitHub => ({ pulls: [merged()], runs: [run()] })],
  [
    'the newest run before the merge',
    (): GitHub => ({
      pulls: [merged()],
      runs: [run(1, { artifact: artifact({}) }), run(3), run(4, { created_at: hour('12:01') })],
    }),
  ],
  [
    'a pull request of a fork, of which no run says a number',
    (): GitHub => ({
      pulls: [merged({ head: { sha: HEAD, ref: 'feature/x', repo: FORK } })],
      runs: [run(3, { head_repository: FORK })],
    }),
  ],
  [
    'a review that failed only at its risk',
    (): GitHub => ({
      pulls: [merged()],
      runs: [
        run(3, {
          conclusion: 'failure',
          jobs: [
            job(REVIEW, 'failure', {
              steps: [
                { name: 'Review', conclusion: 'success' },
                { name: RISK, conclusion: 'failure' },
                { name: 'Post', conclusion: 'success' },
              ],
            }),
            job('Plan', 'skipped', { completed_at: null, steps: [] }),
          ],
        }),
      ],
    }),
  ],
  [
    'a base that was changed long before the review',
    (): GitHub => ({
      pulls: [merged()],
      runs: [run()],
      events: { 7: [{ event: 'automatic_base_change_succeeded', created_at: hour('08:59') }] },
    }),
  ],
  [
    'a second pull request of the branch that was closed long before, or opened after',
    (): GitHub => ({
      pulls: [merged(), second({ closed_at: hour('08:59') }), second({ number: 9, created_at: hour('10:01') })],
      runs: [run()],
    }),
  ],
  [
    'a pull request that was closed and opened anew',
    (): GitHub => ({
      pulls: [merged({ created_at: hour('09:50') }), second({ base: merged().base, closed_at: hour('09:49') })],
      runs: [run()],
    }),
  ],
  [
    'a pull request of another fork from a branch of that name',
    (): GitHub => ({
      pulls: [merged(), second({ head: { ...merged().head, repo: { ...OURS, id: 5 } } })],
      runs: [run()],
    }),
  ],
]

const forged = (): WorkflowRun => run(9)
const own = (more: Partial<WorkflowRun> = {}): WorkflowRun =>
  run(3, { artifact: artifact({ a: 'sha256:old' }), ...more })
const ended = (...jobs: Job[]): Partial<WorkflowRun> => ({ conclusion: 'failure', jobs })

type Refused = readonly [name: string, reason: RegExp, github: () => GitHub]

/** Of an attacker, who can make any branch of the repository but main, or a fork. */
export const FORGED: readonly Refused[] = [
  [
    'a second pull request has the same head and another base',
    /run 9 may be of #8/,
    (): GitHub => ({ pulls: [merged(), second()], runs: [own(), forged()] }),
  ],
  [
    'the second one was closed a moment before its run began',
    /run 9 may be of #8/,
    (): GitHub => ({ pulls: [merged(), second({ closed_at: hour('09:58') })], runs: [own(), forged()] }),
  ],
  [
    'the second one has the right base by now',
    /run 9 may be of #8/,
    (): GitHub => ({
      pulls: [merged(), second({ base: merged().base, closed_at: hour('10:30') })],
      runs: [own(), forged()],
      events: { 8: [{ event: 'base_ref_changed', created_at: hour('10:20') }] },
    }),
  ],
  [
    'the run is of a fork with the same head',
    /$/,
    (): GitHub => ({ pulls: [merged()], runs: [own(), run(9, { head_repository: FORK })] }),
  ],
  [
    'the run is of another branch with the same head',
    /$/,
    (): GitHub => ({ pulls: [merged()], runs: [own(), run(9, { head_branch: 'y' })] }),
  ],
  [
    'its own base was another one at the time of the run',
    /#7 does not count: its base was changed/,
    (): GitHub => ({
      pulls: [merged()],
      runs: [run()],
      events: { 7: [{ event: 'base_ref_changed', created_at: hour('11:00') }] },
    }),
  ],
  [
    'its own base was changed a moment before the run began',
    /#7 does not count: its base was changed/,
    (): GitHub => ({
      pulls: [merged()],
      runs: [run()],
      events: { 7: [{ event: 'base_ref_changed', created_at: hour('09:59') }] },
    }),
  ],
]

/** Of what is not this pull request, or not what it was approved with. */
export const MISTAKEN: readonly Refused[] = [
  [
    'it was merged into another branch',
    /^No pull/,
    (): GitHub => ({ pulls: [merged({ base: { ref: 'evil', repo: OURS } })], runs: [run()] }),
  ],
  [
    'it is of another repository',
    /^No pull/,
    (): GitHub => ({ pulls: [merged({ base: { ref: 'main', repo: FORK } })], runs: [run()] }),
  ],
  [
    'the run began after the merge',
    /not reviewed before/,
    (): GitHub => ({ pulls: [merged()], runs: [run(3, { created_at: hour('12:01') })] }),
  ],
  [
    'the review ended after the merge',
    /ended after the merge/,
    (): GitHub => ({
      pulls: [merged()],
      runs: [run(3, { jobs: [job(REVIEW, 'success', { completed_at: hour('12:01') })] })],
    }),
  ],
  [
    'the artifact is about another pull request',
    /of something else/,
    (): GitHub => ({ pulls: [merged()], runs: [run(3, { artifact: artifact({ a: NEW }, about({ pull: 8 })) })] }),
  ],
  [
    'the artifact is about another head',
    /of something else/,
    (): GitHub => ({
      pulls: [merged()],
      runs: [run(3, { artifact: artifact({ a: NEW }, about({ head: 'd'.repeat(40) })) })],
    }),
  ],
  [
    'the artifact is about another branch',
    /of something else/,
    (): GitHub => ({
      pulls: [merged()],
      runs: [run(3, { artifact: artifact({ a: NEW }, about({ base: { ref: 'evil', sha: commits.base } })) })],
    }),
  ],
  [
    'the artifact is about a base that the branch never had',
    /of something else/,
    (): GitHub => ({
      pulls: [merged()],
      runs: [run(3, { artifact: artifact({ a: NEW }, about({ base: { ref: 'main', sha: commits.head } })) })],
    }),
  ],
  [
    'the artifact does not say what it is about',
    /has no artifact/,
    (): GitHub => ({ pulls: [merged()], runs: [run(3, { artifact: artifact({ a: NEW }, null) })] }),
  ],
  [
    'the fork is gone',
    /is gone/,
    (): GitHub => ({ pulls: [merged({ head: { sha: HEAD, ref: 'x', repo: null } })], runs: [run()] }),
  ],
]

/** Of whoever is in a hurry. */
export const HASTY: readonly Refused[] = [
  [
    'the newest run has not ended',
    /run 4 has not ended/,
    (): GitHub => ({ pulls: [merged()], runs: [run(), run(4, { status: 'in_progress', conclusion: null })] }),
  ],
  [
    'the newest run was cancelled',
    /run 4 has not ended, or was cancelled/,
    (): GitHub => ({ pulls: [merged()], runs: [run(), run(4, { conclusion: 'cancelled' })] }),
  ],
  [
    'the review failed',
    /failed at Review the files/,
    (): GitHub => ({ pulls: [merged()], runs: [run(3, ended(job(REVIEW, 'failure')))] }),
  ],
  [
    'another job failed',
    /failed at Plan a/,
    (): GitHub => ({ pulls: [merged()], runs: [run(3, ended(job(), job('Plan a', 'failure')))] }),
  ],
  [
    'the run has no review',
    /no one job/,
    (): GitHub => ({ pulls: [merged()], runs: [run(3, { jobs: [job('Comment')] })] }),
  ],
  ['another digest was approved', /^No pull/, (): GitHub => ({ pulls: [merged()], runs: [own()] })],
  ['an older review was right', /^No pull/, (): GitHub => ({ pulls: [merged()], runs: [run(1), own()] })],
  [
    'another environment has that digest',
    /^No pull/,
    (): GitHub => ({ pulls: [merged()], runs: [run(3, { artifact: artifact({ b: NEW }) })] }),
  ],
  ['there is no pull request', /^No pull/, (): GitHub => ({})],
  ['it was closed', /^No pull/, (): GitHub => ({ pulls: [merged({ merged_at: null })], runs: [run()] })],
  [
    'it was merged with another commit',
    /^No pull/,
    (): GitHub => ({ pulls: [merged({ merge_commit_sha: HEAD })], runs: [run()] }),
  ],
  ['it was not reviewed', /not reviewed/, (): GitHub => ({ pulls: [merged()] })],
  [
    'its artifact is gone',
    /has no artifact/,
    (): GitHub => {
      const { artifact: _, ...without } = run()
      return { pulls: [merged()], runs: [without] }
    },
  ],
  [
    'its review does not change that environment, so nobody was told',
    /^No pull/,
    (): GitHub => {
      const environments = [{ name: 'a', digest: NEW, changed: false }]
      const review = JSON.stringify({ digests: { a: NEW }, environments })
      return { pulls: [merged()], runs: [run(3, { artifact: { ...artifact(), 'review.json': review } })] }
    },
  ],
  [
    'its artifact is no review',
    /^No pull/,
    (): GitHub => ({ pulls: [merged()], runs: [run(3, { artifact: { ...artifact(), 'review.json': '["a"]' } })] }),
  ],
]
