import { isNode, isScalar, visit, type Document } from 'yaml'
import { error, type Diagnostic, type Position } from './diagnostic'
import { firstSyntaxFault } from './yaml-faults'

type At = (offset: number) => Position

/** What is wrong in a parsed file, whatever it says: it is one document, with plain and unique keys and whole text. */
export function documentFaults(document: Document.Parsed, second: Document.Parsed | undefined, at: At): Diagnostic[] {
  return [
    ...syntaxFaults(document, at),
    ...(second
      ? [error('second-document', 'a file holds one YAML document', at(second.range[0]), 'remove the line `---`')]
      : []),
    ...forbiddenKeys(document, at),
    ...brokenText(document, at),
  ]
}

function syntaxFaults(document: Document.Parsed, at: At): Diagnostic[] {
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
function forbiddenKeys(document: Document.Parsed, at: At): Diagnostic[] {
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
function brokenText(document: Document.Parsed, at: At): Diagnostic[] {
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
