import type { Answer } from './stub'

/**
 * What GitHub knows of a repository `acme/mesh`, as far as its REST API tells it. Shapes and filters are those of
 * https://github.com/github/rest-api-description (descriptions/api.github.com, version 2022-11-28).
 */
export interface GitHub {
  readonly pulls?: readonly Pull[]
  readonly runs?: readonly WorkflowRun[]
  /** The number of a pull request → its events. */
  readonly events?: Readonly<Record<number, readonly { readonly event: string; readonly created_at: string }[]>>
}

/** https://docs.github.com/en/rest/pulls/pulls#list-pull-requests: what is used of it. */
export interface Pull {
  readonly number: number
  readonly created_at: string
  readonly closed_at: string | null
  readonly merged_at: string | null
  readonly merge_commit_sha: string | null
  readonly head: { readonly sha: string; readonly ref: string; readonly repo: Repository | null }
  readonly base: { readonly ref: string; readonly repo: Repository }
}

export interface Repository {
  readonly id: number
  readonly full_name: string
  readonly owner: { readonly login: string }
}

/**
 * https://docs.github.com/en/rest/actions/workflow-runs#list-workflow-runs-for-a-workflow. `pull_requests` is empty, since
 * it has only "pull requests that are open with a head_sha or head_branch that matches the workflow run", and none of forks.
 */
export interface WorkflowRun {
  readonly id: number
  readonly run_number: number
  readonly event: string
  readonly head_sha: string
  readonly head_branch: string
  readonly head_repository: Repository
  readonly status: string
  readonly conclusion: string | null
  readonly created_at: string
  readonly pull_requests: readonly []
  /** https://docs.github.com/en/rest/actions/workflow-jobs: asked for by itself. */
  readonly jobs: readonly Job[]
  /** The files of its artifact `access-review`. @default - it has none, or it has expired */
  readonly artifact?: Readonly<Record<string, string>>
}

export interface Job {
  readonly name: string
  readonly conclusion: string | null
  readonly completed_at: string | null
  readonly steps: readonly { readonly name: string; readonly conclusion: string | null }[]
}

/** How `gh` answers, one page each. */
export function answersOf({ pulls = [], runs = [], events = {} }: GitHub): Answer[] {
  const api = (when: string, ...pages: readonly unknown[]): Answer => ({
    name: 'gh',
    when: `api --paginate repos/acme/mesh/${when}`,
    stdout: pages.map((page) => JSON.stringify(page)).join('\n'),
  })
  const heads = new Set(pulls.map(({ head }) => `${head.repo?.owner.login}:${head.ref}`))
  const shas = new Set(runs.map((each) => each.head_sha))
  return [
    ...[...new Set(pulls.flatMap((each) => each.merge_commit_sha ?? []))].map((sha) =>
      // "Lists the merged pull request that introduced the commit to the repository."
      api(
        `commits/${sha}/pulls?`,
        [],
        pulls.filter((each) => each.merge_commit_sha === sha),
      ),
    ),
    api('commits/', []),
    ...[...heads].map((head) =>
      // The filter is by owner and branch, not by repository.
      api(
        `pulls?state=all&per_page=100&head=${encodeURIComponent(head)}`,
        pulls.filter((each) => `${each.head.repo?.owner.login}:${each.head.ref}` === head),
        [],
      ),
    ),
    ...pulls.map(({ number }) => api(`issues/${number}/events?`, events[number] ?? [])),
    ...[...shas].map((sha) => {
      const some = runs.filter((each) => each.head_sha === sha && each.event === 'pull_request')
      const page = (from: number, to?: number): object => ({
        total_count: some.length,
        workflow_runs: some.slice(from, to),
      })
      return api(`actions/workflows/plan-review.yml/runs?event=pull_request&head_sha=${sha}&`, page(0, 1), page(1))
    }),
    api('actions/workflows/', { total_count: 0, workflow_runs: [] }),
    ...runs.map(({ id, jobs }) => api(`actions/runs/${id}/jobs?filter=latest&`, { total_count: jobs.length, jobs })),
    ...runs.map(({ id, artifact }): Answer => ({
      name: 'gh',
      when: `run download ${id} --repo acme/mesh --name access-review --dir`,
      ...(artifact ? { download: artifact } : { status: 1 }),
    })),
  ]
}
