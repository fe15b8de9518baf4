import { lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { join, sep } from 'node:path'
import { decodeText, SAVE_AS_UTF8 } from './decode-text'

/** A folder of text files, on disk or elsewhere (a Git revision, a test). */
export interface Folder {
  /** How the user names the folder; begins the names of its files in messages. */
  readonly label: string
  /**
   * Paths of all files below `path`, with forward slashes, relative to the folder, sorted; also of folders that are called
   * as a file of a mesh is, so that nobody passes over them.
   */
  list(path?: string): readonly string[]
  /** A file's text; `undefined` where there is no such file, or a folder, or one that is not read. */
  read(path: string): string | undefined
  /** Why a file that is there is not read. @default - all are read */
  unreadable?(path: string): Unreadable | undefined
  /** What it is, where it is no folder: a part of a sentence, before which its name stands. @default - it is a folder */
  misfit?(): string | undefined
}

/** Why a file is not read: a link that leads nowhere or out of the folder, no plain file, or an encoding that is not certain. */
export interface Unreadable {
  readonly code: 'file-link' | 'file-kind' | 'file-encoding'
  /** A part of a sentence: the file stands before it. */
  readonly message: string
  readonly hint: string
}

export const linkFault = (message: string): Unreadable => ({
  code: 'file-link',
  message,
  hint: 'put the file itself there',
})

/** What would never end, or cannot be read. */
export const kindFault: Unreadable = {
  code: 'file-kind',
  message: 'is a pipe, a socket or a device, not a file',
  hint: 'put the file itself there',
}

/** A folder in the place of a file. */
export const folderFault: Unreadable = {
  code: 'file-kind',
  message: 'is in the way: it is a folder, not a file',
  hint: 'move it, and put the file itself there',
}

/** Whether a folder has the name of a file that a mesh is read from. */
export const isCalledAsFile = (name: string): boolean => /^[^/]+\.ya?ml$|\.json\.hbs$/i.test(name)

export const encodingFault = (message: string): Unreadable => ({ code: 'file-encoding', message, hint: SAVE_AS_UTF8 })

/** The text of a file, or why it is not read. */
export function textOf(bytes: Buffer): string | Unreadable {
  const decoded = decodeText(bytes)
  return 'text' in decoded ? decoded.text : encodingFault(decoded.fault)
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
      if (entry.isDirectory()) return [...(isCalledAsFile(name) ? [name] : []), ...walk(name)]
      // A link to a folder may lead back here.
      return entry.isSymbolicLink() && leadsToFolder(join(path, name)) ? [] : [name]
    })
  }
  let root: string | undefined
  // What a link leads to elsewhere is nobody's to print or to render.
  const misplaced = (name: string): Unreadable | undefined => {
    const target = linkTarget(join(path, name))
    if (typeof target === 'object') return linkFault(target.fault)
    if (target === undefined) return undefined
    root ??= realpathSync.native(path)
    if (!target.startsWith(root.endsWith(sep) ? root : root + sep))
      return linkFault('is a link that leads out of the folder')
    const found = statSync(target)
    return found.isFile() || found.isDirectory() ? undefined : kindFault
  }
  const content = (name: string): string | Unreadable | undefined => {
    const fault = misplaced(name)
    if (fault) return fault
    const bytes = unlessMissing(() => readFileSync(join(path, name)))
    if (bytes) return textOf(bytes)
    return unlessMissing(() => statSync(join(path, name)))?.isDirectory() ? folderFault : undefined
  }
  return {
    label: label.replaceAll('\\', '/').replace(/^\.\//, '').replace(/\/+$/, ''),
    list: (below = '') => walk(below).sort(),
    read: (name) => {
      const found = content(name)
      return typeof found === 'string' ? found : undefined
    },
    unreadable: (name) => {
      const found = content(name)
      return typeof found === 'object' ? found : undefined
    },
    misfit: () => (isOtherThanFolder(path) ? 'is a file, and not a mesh folder' : undefined),
  }
}

const isOtherThanFolder = (path: string): boolean => unlessMissing(() => statSync(path))?.isDirectory() === false

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
