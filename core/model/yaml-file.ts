import { isCollection, isMap, isNode, isPair, isScalar, LineCounter, parseAllDocuments, visit } from 'yaml'
import type { Document, Pair, ParsedNode } from 'yaml'
import { error } from './diagnostic'
import type { Diagnostic, Position } from './diagnostic'
import { firstSyntaxFault } from './yaml-faults'
import { findForbiddenSyntax, type ForbiddenSyntax } from './yaml-syntax'

/** Keys and list indices from the top of a file to a value. */
export type ValuePath = readonly (string | number)[]

/** A YAML file as plain data that still knows where each value stands. */
export interface YamlFile {
  /** The file's name as the user would write it. */
  readonly file: string
  readonly text: string
  /** Plain objects, lists and scalars; `undefined` where the file cannot be read as YAML. */
  readonly value: unknown
  readonly diagnostics: readonly Diagnostic[]
  /** Where a value stands, or the nearest thing around it that is there; a map or list is shown by its key. */
  locate(path: ValuePath): Position
  /** Where a key stands; the value's place where there is no such key. */
  locateKey(path: ValuePath): Position
  /** How a scalar was written: a plain scalar ends at ` #`, a quoted or block one does not. */
  isPlain(path: ValuePath): boolean
}

/** The largest file that is read, in bytes. */
export const MAX_FILE_BYTES = 5 * 1024 * 1024

/**
 * Reads YAML 1.2 strictly: one document, no directives, anchors, aliases or tags, no duplicate keys.
 * Never throws: what is wrong is in `diagnostics`.
 *
 * @see https://yaml.org/spec/1.2.2/
 */
export function readYaml(file: string, text: string): YamlFile {
  const lines = new LineCounter()
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset)
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const top: Position = { file, line: 1, column: 1 }
  const unread = (diagnostics: readonly Diagnostic[]): YamlFile => ({
    file,
    text,
    value: undefined,
    diagnostics,
    locate: () => top,
    locateKey: () => top,
    isPlain: () => false,
  })

  if (Buffer.byteLength(text) > MAX_FILE_BYTES) {
    const most = `${MAX_FILE_BYTES / 1024 / 1024} MB`
    return unread([error('file-too-large', `the file is over ${most}`, top, 'is it the right one? no mesh needs more')])
  }
  // YAML allows tab, line feed and carriage return, and no other C0 control character; U+FFFD is what bad UTF-8 becomes.
  const control = text.search(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFD]/)
  if (control !== -1) {
    countLines(lines, text)
    const character = `U+${text.charCodeAt(control).toString(16).toUpperCase().padStart(4, '0')}`
    const message = `the file holds a character that YAML does not allow (${character})`
    return unread([error('not-text', message, at(control), 'is it a text file, in UTF-8?')])
  }

  const forbidden = findForbiddenSyntax(text)
  if (forbidden.length > 0) {
    countLines(lines, text)
    return unread(forbidden.map((each) => describe(each, at(each.offset))))
  }

  const documents = [
    ...parseAllDocuments(text, {
      lineCounter: lines,
      version: '1.2',
      schema: 'core',
      merge: false,
      prettyErrors: false,
    }),
  ] as Document.Parsed[]
  const document = documents[0]
  if (document === undefined) return unread([emptyFile(top)])

  const diagnostics = [
    ...syntaxFaults(document, at),
    ...(documents[1]
      ? [error('second-document', 'a file holds one YAML document', at(documents[1].range[0]), 'remove the line `---`')]
      : []),
    ...forbiddenKeys(document, at),
    ...brokenText(document, at),
  ]
  if (diagnostics.length > 0) return unread(diagnostics)
  if (document.contents === null || (isScalar(document.contents) && document.contents.value === null)) {
    return unread([emptyFile(top)])
  }

  return {
    file,
    text,
    value: document.toJS(),
    diagnostics,
    locate: (path) => at(valueOffset(document, path)),
    locateKey: (path) => at(keyOffset(document, path) ?? valueOffset(document, path)),
    isPlain: (path) => {
      const node = document.getIn(path, true)
      return isScalar(node) && node.type === 'PLAIN'
    },
  }
}

function countLines(lines: LineCounter, text: string): void {
  lines.addNewLine(0)
  for (let index = text.indexOf('\n'); index !== -1; index = text.indexOf('\n', index + 1)) lines.addNewLine(index + 1)
}

function describe({ kind, what }: ForbiddenSyntax, at: Position): Diagnostic {
  switch (kind) {
    case 'feature':
      return error(
        'yaml-feature',
        `${what} is not allowed here`,
        at,
        'write the value out; quote text that begins with * & ! or %',
      )
    case 'unclosed':
      return error('yaml', `the ${what} that opens here is not closed`, at, 'close it; quote text that holds a bracket')
    case 'depth':
      return error('yaml', what, at, 'no file of a mesh needs that')
  }
}

const emptyFile = (at: Position): Diagnostic =>
  error('empty-file', 'the file is empty', at, 'delete it, or begin with what `trustloom init` writes')

function syntaxFaults(document: Document.Parsed, at: (offset: number) => Position): Diagnostic[] {
  const faults = [...document.errors, ...document.warnings]
  const duplicates = faults.filter((each) => each.code === 'DUPLICATE_KEY')
  const first = firstSyntaxFault(
    document,
    faults.filter((each) => each.code !== 'DUPLICATE_KEY'),
  )
  return [
    ...duplicates.map(({ pos: [offset] }) =>
      error(
        'duplicate-key',
        `the key \`${keyAt(document, offset)}\` stands twice`,
        at(offset),
        'remove one of the two',
      ),
    ),
    ...(first ? [error('yaml', first.message, at(first.offset), first.hint)] : []),
  ]
}

function keyAt(document: Document.Parsed, offset: number): string {
  let found = ''
  visit(document, {
    Pair: (_, { key }) => {
      if (isScalar(key) && key.range?.[0] === offset) found = String(key.value)
    },
  })
  return found
}

/** Keys that no file needs, and that a plain object cannot hold safely. */
function forbiddenKeys(document: Document.Parsed, at: (offset: number) => Position): Diagnostic[] {
  const faults: Diagnostic[] = []
  visit(document, {
    Pair: (_, { key }) => {
      const name = isScalar(key) ? String(key.value ?? '') : undefined
      if (name !== undefined && name !== '' && name !== '__proto__') return
      const offset = isNode(key) ? (key.range?.[0] ?? 0) : 0
      const found = name === undefined ? 'a list or map' : name === '' ? 'nothing' : name
      faults.push(error('yaml-feature', `a key must be plain text, not ${found}`, at(offset), 'write a name'))
    },
  })
  return faults
}

/** An escape such as "\\uD800" can name half a character, which no file can hold: the lock file would lose it. */
function brokenText(document: Document.Parsed, at: (offset: number) => Position): Diagnostic[] {
  const faults: Diagnostic[] = []
  visit(document, {
    Scalar: (_, { value, range }) => {
      if (typeof value !== 'string' || !/[\p{Surrogate}\uFFFD]/u.test(value)) return
      faults.push(
        error('not-text', 'this text holds half a character', at(range?.[0] ?? 0), 'write it without escapes'),
      )
    },
  })
  return faults
}

function valueOffset(document: Document.Parsed, path: ValuePath): number {
  for (let length = path.length; length > 0; length--) {
    const node: unknown = document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) {
      // An empty value has no text of its own, and a map or list begins where nobody looks for it.
      const empty = isScalar(node) && node.value === null && node.range[0] === node.range[1]
      return (empty || isCollection(node) ? keyOffset(document, path.slice(0, length)) : undefined) ?? node.range[0]
    }
    const key = keyOffset(document, path.slice(0, length))
    if (key !== undefined) return key
  }
  return (document.contents as ParsedNode | null)?.range[0] ?? 0
}

function keyOffset(document: Document.Parsed, path: ValuePath): number | undefined {
  const name = path.at(-1)
  const parent: unknown = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true)
  if (!isMap(parent)) return undefined
  const pair = parent.items.find(
    (item: Pair) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(name),
  )
  return isScalar(pair?.key) ? pair.key.range?.[0] : undefined
}
