import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** A folder of text files, on disk or elsewhere (a Git revision, a test). */
export interface Folder {
  /** How the user names the folder; begins the names of its files in messages. */
  readonly label: string
  /** Paths of all files below `path`, with forward slashes, relative to the folder, sorted. */
  list(path?: string): readonly string[]
  /** A file's text as UTF-8; `undefined` where there is no such file, or a folder. */
  read(path: string): string | undefined
}

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
      const leadsToFolder =
        entry.isSymbolicLink() && statSync(join(path, name), { throwIfNoEntry: false })?.isDirectory()
      return leadsToFolder ? [] : [name]
    })
  }
  return {
    label: label.replaceAll('\\', '/').replace(/^\.\//, '').replace(/\/+$/, ''),
    list: (below = '') => walk(below).sort(),
    read: (name) => unlessMissing(() => readFileSync(join(path, name), 'utf8').replace(/^\uFEFF/, '')),
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

function unlessMissing<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return undefined
    throw cause
  }
}
