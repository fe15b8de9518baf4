import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseDocument, visit } from 'yaml'
import { z } from 'zod'
import { prepare, type Preparation } from '../../cli/lib/prepare'
import {
  diskFolder,
  encodingFault,
  kindFault,
  linkFault,
  memoryFolder,
  type Folder,
  type Unreadable,
} from '../../core/model/folder'
import type { Diagnostic } from '../../core/model/diagnostic'

const root = join(__dirname, '..', '..')
const cases = join(__dirname, 'cases')

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

const code = z.string().regex(/^[a-z]+(-[a-z]+)*$/)
const filled = z.string().min(1)
const told = {
  /** `file:line:column`; none where the fault belongs to no place in a file. */
  at: filled.regex(/^[^\s:]+(:[1-9]\d*){2}$/).optional(),
  message: filled,
  hint: filled.optional(),
}

const diagnostic = z
  .union([z.strictObject({ error: code, ...told }), z.strictObject({ warning: code, ...told })])
  .transform(({ at, message, hint, ...kind }): Expected => {
    const [file, line, column] = at?.split(':') ?? []
    return {
      ...('error' in kind ? { severity: 'error', code: kind.error } : { severity: 'warning', code: kind.warning }),
      ...(file !== undefined && { file, line: Number(line), column: Number(column) }),
      message,
      ...(hint !== undefined && { hint }),
    }
  })

const header = z.strictObject({
  /** In order of their places; none for a mesh that must pass. */
  diagnostics: z.array(diagnostic),
  /** Files of the mesh that are files of the repository: path in the mesh → path in the repository. */
  linked: z.record(filled, filled).optional(),
  /** Files of the base that the mesh does not have. */
  without: z.array(filled).optional(),
  /** Files that are links which are not followed, and what is said of them. */
  links: z.record(filled, filled).optional(),
  /** Files whose bytes may be text in several encodings, and what is said of them. */
  encodings: z.record(filled, filled).optional(),
  /** Files that are pipes, sockets or devices. */
  pipes: z.array(filled).optional(),
  frozen: z.boolean().optional(),
  only: z.array(filled).optional(),
})

/** What the header of a case says. */
export type Case = z.output<typeof header>

export type Files = Readonly<Record<string, string>>

const { list: baseNames, read: readBase } = diskFolder(join(__dirname, 'base'))
export const base: Files = Object.fromEntries(baseNames().map((name) => [name, readBase(name) ?? '']))

/** The base mesh with other files over it, as every command prepares it. */
export function prepareMesh(files: Files, options: Omit<Case, 'diagnostics'> = {}): Preparation {
  const linked = Object.entries(options.linked ?? {}).map(([name, path]) => [
    name,
    readFileSync(join(root, path), 'utf8'),
  ])
  const all = { ...base, ...(Object.fromEntries(linked) as Files), ...files }
  const { frozen = false, only, links = {}, encodings = {}, pipes = [] } = options
  const unread: Readonly<Record<string, Unreadable>> = Object.fromEntries([
    ...Object.entries(links).map(([name, why]) => [name, linkFault(why)] as const),
    ...Object.entries(encodings).map(([name, why]) => [name, encodingFault(why)] as const),
    ...pipes.map((name) => [name, kindFault] as const),
  ])
  const kept = Object.entries(all).filter(([name]) => !options.without?.includes(name) && !(name in unread))
  const folder = memoryFolder('', Object.fromEntries(kept))
  const list: Folder['list'] = (below = '') => [
    ...folder.list(below),
    ...Object.keys(unread).filter((name) => name.startsWith(below)),
  ]
  return prepare({ ...folder, list, unreadable: (name) => unread[name] }, { frozen, only })
}

/** The names of all cases. */
export const caseNames = readdirSync(cases).map((file) => basename(file, '.case'))

/**
 * A case: what is expected, as YAML, then the files that lie over those of `base`, each as it is below a line
 * `=== name`. `=== name (no newline at the end)` is for a file whose last line has no end, `=== name (hex)` for the
 * bytes of one that an editor would not keep. A file of no bytes has nothing below its line.
 *
 * @throws what is wrong with the form of the case, by its name
 */
export function readCase(name: string): { readonly expected: Case; readonly files: Files } {
  try {
    const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    // Three signs: those of a merge conflict are seven.
    const [head = '', ...rest] = utf8.decode(readFileSync(join(cases, `${name}.case`))).split(/(?<=^|\n)===(?!=)/)
    const [expected, sections] = [readHeader(head), rest.map(readSection)]
    const { linked = {}, without = [], links = {}, encodings = {}, pipes = [], frozen, only } = expected
    const named = [
      ...sections.map(([file]) => file),
      ...Object.keys(linked),
      ...without,
      ...Object.keys(links),
      ...Object.keys(encodings),
      ...pipes,
    ]
    const twice = named.find((file, index) => named.indexOf(file) < index)
    if (twice !== undefined) throw new Error(`${twice} is named twice`)
    if (named.length === 0 && !frozen && !only) throw new Error('the case differs in nothing from the base')
    return { expected, files: Object.fromEntries(sections) }
  } catch (cause) {
    throw new Error(`${name}.case: ${(cause as Error).message}`, { cause })
  }
}

function readHeader(text: string): Case {
  const document = parseDocument(text)
  for (const fault of [...document.errors, ...document.warnings]) throw fault
  visit(document, {
    Scalar(_, { source, comment }) {
      // A message that holds ` #` and is not quoted would be expected up to there only.
      if (typeof comment === 'string') throw new Error(`a comment needs a line of its own, not that of: ${source}`)
    },
  })
  return header.parse(document.toJS())
}

/** A file's name and text, from what follows `===`. */
function readSection(section: string): readonly [name: string, text: string] {
  const [, name, form, body] = /^ (\S+)(?: \((hex|no newline at the end)\))?\n(.*)$/s.exec(section) ?? []
  if (name === undefined || body === undefined) throw new Error(`no file begins with ===${section.split('\n', 1)[0]}`)
  if (body !== '' && !body.endsWith('\n')) throw new Error('the last line does not end')
  if (form === undefined) return [name, body]
  if (form === 'hex') {
    if (!/^([\da-f]{2}\s+)+$/.test(body)) throw new Error(`${name} must be bytes such as 0d 0a`)
    return [name, Buffer.from(body.replace(/\s/g, ''), 'hex').toString()]
  }
  if (!/[^\n]\n$/.test(body)) throw new Error(`${name} has no last line`)
  return [name, body.slice(0, -1)]
}

export const flat = ({ at, ...rest }: Diagnostic): Expected => ({ ...rest, ...at })
