import { spawnSync } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { isAbsolute, relative } from 'node:path'
import { compareText } from '../../../core/model/diagnostic'
import {
  folderFault,
  isCalledAsFile,
  linkFault,
  textOf,
  type Folder,
  type Unreadable,
} from '../../../core/model/folder'
import { TEMPLATE_FOLDER } from '../../../core/model/template-name'
import { UserError } from '../fail'
import { PROJECT } from '../project'

/** Far more than the files of a mesh take, in bytes. */
const MOST = 1024 * 1024 * 1024

/**
 * A folder as a Git revision has it; the work tree is neither read nor touched.
 *
 * @param path as seen from the working directory
 * @throws {UserError} where Git, the repository or the revision is missing
 */
export function gitFolder(revision: string, path: string): Folder {
  const commit = git(
    ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`],
    undefined,
    () =>
      new UserError(
        `Git knows no revision ${revision}`,
        'fetch it first: a shallow clone has only the newest (in GitHub Actions: fetch-depth: 0)',
      ),
  )
    .toString('utf8')
    .trim()
  const label = fromHere(path).replaceAll('\\', '/').replace(/^\.\//, '').replace(/\/+$/, '')
  const inRepository = `${git(['rev-parse', '--show-prefix']).toString('utf8').trim()}${label === '.' ? '' : label}`
  const entries = filesOf(commit, normalized(inRepository))
  const folders = new Set([...entries.keys()].flatMap(foldersOf))
  const texts = new Map<string, string | Unreadable>()
  const content = (name: string): string | Unreadable | undefined => {
    if (texts.size === 0) for (const [each, text] of readAll(entries)) texts.set(each, text)
    return texts.get(name)
  }
  return {
    label,
    list: (below = '') =>
      [...entries.keys(), ...[...folders].filter(isCalledAsFile)]
        .filter((each) => below === '' || each.startsWith(`${below}/`))
        .sort(compareText),
    read: (name) => {
      const found = content(name)
      return typeof found === 'string' ? found : undefined
    },
    unreadable: (name) => {
      if (entries.get(name)?.isLink) return linkFault('is a link, which is not followed in a revision')
      if (folders.has(name)) return folderFault
      const found = content(name)
      return typeof found === 'object' ? found : undefined
    },
  }
}

/** `a/b/c` lies in `a` and `a/b`. */
const foldersOf = (path: string): string[] =>
  path
    .split('/')
    .slice(0, -1)
    .map((_, index, parts) => parts.slice(0, index + 1).join('/'))

/** A path below the working directory, whoever names it from the root: Git knows paths of the repository alone. */
function fromHere(path: string): string {
  if (!isAbsolute(path)) return path
  const [here, there] = [process.cwd(), path].map((each) => (existsSync(each) ? realpathSync(each) : each))
  return relative(here as string, there as string) || '.'
}

/**
 * The built-in templates of a revision, where Trustloom itself lies in the repository; a change of them is a change of
 * every policy that is made of them.
 *
 * @returns `undefined` where Trustloom is installed from elsewhere: both revisions are rendered with the same
 */
export function templatesAt(revision: string): Folder | undefined {
  try {
    const folder = gitFolder(revision, PROJECT)
    return folder.list(TEMPLATE_FOLDER).length > 0 ? { ...folder, label: '' } : undefined
  } catch (cause) {
    if (cause instanceof UserError) return undefined
    throw cause
  }
}

interface Entry {
  readonly object: string
  readonly isLink: boolean
}

/** `a/../b` is b; what leads out of the repository has no files in it. */
function normalized(path: string): string {
  const parts: string[] = []
  for (const each of path.split('/')) {
    if (each === '' || each === '.') continue
    if (each === '..') {
      if (parts.pop() === undefined) throw new UserError(`${path} lies outside the repository`)
    } else parts.push(each)
  }
  return parts.join('/')
}

function filesOf(commit: string, folder: string): ReadonlyMap<string, Entry> {
  const tree = folder === '' ? commit : `${commit}:${folder}`
  const listed = spawnGit(['ls-tree', '-r', '-z', '--full-tree', tree])
  // A folder that the revision does not have has no files.
  if (listed.status !== 0) return new Map()
  const found = new Map<string, Entry>()
  for (const line of listed.stdout.toString('utf8').split('\0')) {
    const [, mode = '', type, object = '', name = ''] = /^(\d+) (\w+) ([0-9a-f]+)\t([^]*)$/.exec(line) ?? []
    if (type === 'blob') found.set(name, { object, isLink: mode === '120000' })
  }
  return found
}

/** Reads everything that may belong to a mesh with one process of Git. */
function readAll(entries: ReadonlyMap<string, Entry>): [string, string | Unreadable][] {
  const wanted = [...entries].filter(([name, { isLink }]) => !isLink && !name.split('/').includes('node_modules'))
  if (wanted.length === 0) return []
  const output = git(['cat-file', '--batch'], wanted.map(([, { object }]) => `${object}\n`).join(''))
  let at = 0
  return wanted.flatMap(([name]): [string, string | Unreadable][] => {
    const end = output.indexOf(10, at)
    const size = Number(output.toString('latin1', at, end).split(' ')[2])
    if (!Number.isFinite(size)) throw new UserError(`Git has no ${name} of that revision`, 'fetch the whole history')
    const text = textOf(output.subarray(end + 1, end + 1 + size))
    at = end + 1 + size + 1
    return [[name, text]]
  })
}

function git(args: readonly string[], input?: string, fault?: () => UserError): Buffer {
  const { status, stdout, stderr } = spawnGit(args, input)
  if (status === 0) return stdout
  throw (
    fault?.() ??
    new UserError(
      `Git says: ${stderr.toString('utf8').trim().split('\n')[0] ?? ''}`,
      'run it inside the repository of the mesh',
    )
  )
}

function spawnGit(args: readonly string[], input?: string): { status: number | null; stdout: Buffer; stderr: Buffer } {
  const ran = spawnSync('git', args, { input, maxBuffer: MOST })
  if ((ran.error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT')
    throw new UserError('git is not on PATH', 'install Git, or name two folders instead of revisions')
  if (ran.error) throw ran.error
  return ran
}
