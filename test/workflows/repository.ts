import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT } from '../support/mesh'
import { succeed } from '../support/process'
import type { Workplace } from './scripts'

const git = (cwd: string, ...args: string[]): Promise<string> => {
  const who = ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'init.defaultBranch=main']
  const env = {
    PATH: process.env.PATH,
    HOME: cwd,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_DATE: '1700000000 +0000',
    GIT_COMMITTER_DATE: '1700000000 +0000',
  }
  return succeed('git', [...who, '-c', 'commit.gpgsign=false', ...args], { cwd, env })
}

/** The commits of a pull request as GitHub checks it out. */
export interface PullRequest {
  readonly base: string
  readonly head: string
  /** The result of the merge: its first parent is the base. */
  readonly merge: string
}

/**
 * A repository with a pull request, cloned into the workplace with the merge checked out. The base has moved on since the
 * branch began; that is no change of the pull request.
 */
export async function clonePullRequest(
  at: Workplace,
  files: { readonly first: Files; readonly since: Files; readonly branch: Files },
): Promise<PullRequest> {
  const origin = join(at.folder, '..', 'origin')
  const commit = async (changed: Files): Promise<string> => {
    for (const [path, text] of Object.entries(changed)) at.write(join('..', 'origin', path), text)
    await git(origin, 'add', '--all')
    await git(origin, 'commit', '--quiet', '--message', 'change')
    return (await git(origin, 'rev-parse', 'HEAD')).trim()
  }
  at.write('../origin/.nvmrc', '20\n')
  cpSync(join(PROJECT, '.github'), join(origin, '.github'), { recursive: true })
  await git(origin, 'init', '--quiet')
  await commit(files.first)
  await git(origin, 'checkout', '--quiet', '-b', 'branch')
  const head = await commit(files.branch)
  await git(origin, 'checkout', '--quiet', 'main')
  const base = await commit(files.since)
  await git(origin, 'checkout', '--quiet', '-b', 'pull')
  await git(origin, 'merge', '--quiet', '--no-ff', '--no-edit', 'branch')
  await git(at.folder, 'clone', '--quiet', '--branch', 'pull', origin, '.')
  return { base, head, merge: (await git(origin, 'rev-parse', 'HEAD')).trim() }
}

type Files = Readonly<Record<string, string>>
