import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { prepare, type Preparation } from '../../cli/lib/prepare'
import { diskFolder, memoryFolder, type Folder } from '../../core/model/folder'
import type { Diagnostic } from '../../core/model/diagnostic'

const root = join(__dirname, '..', '..')

/** A diagnostic, flat: line and column are exact; message and hint, or a part of them. */
export interface Expected {
  readonly severity: Diagnostic['severity']
  readonly code: string
  readonly file?: string
  readonly line?: number
  readonly column?: number
  readonly message: string
  readonly hint?: string
}

/** What `expected.json` of a case says; the files beside it lie over those of `base`. */
export interface Case {
  /** In order of their places; none for a mesh that must pass. */
  readonly diagnostics: readonly Expected[]
  /** Files of the mesh that are files of the repository: path in the mesh → path in the repository. */
  readonly linked?: Readonly<Record<string, string>>
  /** Files of the base that the mesh does not have. */
  readonly without?: readonly string[]
  /** Files that are links which are not followed, and what is said of them. */
  readonly links?: Readonly<Record<string, string>>
  readonly frozen?: boolean
  readonly only?: readonly string[]
}

export type Files = Readonly<Record<string, string>>

function filesOf(folder: string): Files {
  const { list, read } = diskFolder(folder)
  return Object.fromEntries(list().map((name) => [name, read(name) ?? '']))
}

export const base = filesOf(join(__dirname, 'base'))

/** The base mesh with other files over it, as every command prepares it. */
export function prepareMesh(files: Files, options: Omit<Case, 'diagnostics'> = {}): Preparation {
  const linked = Object.entries(options.linked ?? {}).map(([name, path]) => [
    name,
    readFileSync(join(root, path), 'utf8'),
  ])
  const all = { ...base, ...(Object.fromEntries(linked) as Files), ...files }
  const { frozen = false, only, links = {} } = options
  const kept = Object.entries(all).filter(([name]) => !options.without?.includes(name) && !(name in links))
  const folder = memoryFolder('', Object.fromEntries(kept))
  const list: Folder['list'] = (below = '') => [
    ...folder.list(below),
    ...Object.keys(links).filter((name) => name.startsWith(below)),
  ]
  return prepare({ ...folder, list, unreadable: (name) => links[name] }, { frozen, only })
}

/** A case's folder under `cases`. */
export function readCase(name: string): { readonly expected: Case; readonly files: Files } {
  const { 'expected.json': expected = '', ...files } = filesOf(join(__dirname, 'cases', name))
  return { expected: JSON.parse(expected) as Case, files }
}

export const flat = ({ at, ...rest }: Diagnostic): Expected => ({ ...rest, ...at })
