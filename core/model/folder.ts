import { lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { join, sep } from 'node:path'

/** A folder of text files, on disk or elsewhere (a Git revision, a test). */
export interface Folder {
  /** How the user names the folder; begins the names of its files in messages. */
  readonly label: string
  /** Paths of all files below `path`, with forward slashes, relative to the folder, sorted. */
  list(path?: string): readonly string[]
  /** A file's text as UTF-8; `undefined` where there is no such file, or a folder. */
  read(path: string): string | undefined
  /**
   * Why a file that is there is not read: it is a link that leads nowhere, or out of the folder, or it is `NOT_PLAIN`.
   *
   * @default - all are read
   */
  unreadable?(path: string): string | undefined
}

/** Why what would never end, or cannot be read, is not opened. */
export const NOT_PLAIN = 'is a pipe, a socket or a device, not a file'

/** What may be in a mesh folder by mistake and is never read. */
const ignored = new Set(['node_modules', '.git', '.terraform'])

/** A folder on disk. Throws what the file system throws, except that a missing file, or a folder, reads as `undefined`. */
export function diskFolder(path: string, label = path): Folder {
  const walk = (below: string): string[] => {
    const entries = unlessMissing(() => readdirSync(join(path, below), { withFileTypes: true })) ?? []
    return entries.flatMap((entry) => {
      const name = below === '' ? entry.name : `${below}/${entry.name}`
      if (ignored.has(entry.name)) return []
      if (entry.isDirectory()) return walk(name)
      // A link to a folder may lead back here.
      return entry.isSymbolicLink() && leadsToFolder(join(path, name)) ? [] : [name]
    })
  }
  let root: string | undefined
  // What a link leads to elsewhere is nobody's to print or to render.
  const unreadable = (name: string): string | undefined => {
    const target = linkTarget(join(path, name))
    if (typeof target === 'object') return target.fault
    if (target === undefined) return undefined
    root ??= realpathSync.native(path)
    if (!target.startsWith(root.endsWith(sep) ? root : root + sep)) return 'is a link that leads out of the folder'
    const found = statSync(target)
    return found.isFile() || found.isDirectory() ? undefined : NOT_PLAIN
  }
  return {
    label: label.replaceAll('\\', '/').replace(/^\.\//, '').replace(/\/+$/, ''),
    list: (below = '') => walk(below).sort(),
    read: (name) =>
      unreadable(name) === undefined
        ? unlessMissing(() => readFileSync(join(path, name), 'utf8').replace(/^\uFEFF/, ''))
        : undefined,
    unreadable,
  }
}

/** A folder in memory. */
export function memoryFolder(label: string, files: Readonly<Record<string, string>>): Folder {
  return {
    label,
    list: (below = '') =>
      Object.keys(files)
        .filter((name) => below === '' || name.startsWith(`${below}/`))
        .sort(),
    read: (name) => (Object.hasOwn(files, name) ? files[name] : undefined),
  }
}

function leadsToFolder(path: string): boolean {
  return typeof linkTarget(path) === 'string' && statSync(path).isDirectory()
}

/** What a path leads to, through all links; `undefined` where there is nothing of that name. */
function linkTarget(path: string): string | { readonly fault: string } | undefined {
  try {
    return realpathSync.native(path)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ELOOP') return { fault: 'is a link that leads in a circle' }
    if (code === 'ENOTDIR') return undefined
    if (code !== 'ENOENT') throw cause
    return lstatSync(path, { throwIfNoEntry: false }) ? { fault: 'is a link that leads nowhere' } : undefined
  }
}

function unlessMissing<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return undefined
    throw cause
  }
}
