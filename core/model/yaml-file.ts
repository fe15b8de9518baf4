import { isScalar, LineCounter, parseAllDocuments, type Document } from 'yaml'
import { error, type Diagnostic, type Position } from './diagnostic'
import { documentFaults } from './yaml-document-faults'
import { codePoint } from './unseen'
import { isPlain, keyOffset, valueOffset, type ValuePath } from './yaml-path'
import { findForbiddenSyntax, type ForbiddenSyntax } from './yaml-syntax'

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
const MAX_FILE_BYTES = 5 * 1024 * 1024

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
    const message = `the file holds a character that YAML does not allow (${codePoint(text.charAt(control))})`
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

  const diagnostics = documentFaults(document, documents[1], at)
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
    locateKey: (path) => at(keyOffset(document, path)),
    isPlain: (path) => isPlain(document, path),
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
