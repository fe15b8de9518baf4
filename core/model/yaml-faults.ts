import { isScalar, Scalar, visit, type Document, type YAMLError } from 'yaml'

/** What is wrong in the syntax of a file, told to somebody who knows YAML by sight only. */
export interface SyntaxFault {
  readonly message: string
  readonly hint?: string
  readonly offset: number
}

const IN_QUOTES = 'put the text in quotes'
const LOOKS_LIKE_A_KEY = ['this text holds a colon, so YAML takes it for a key', IN_QUOTES] as const

/** The parser's own words → ours. */
const plain: readonly (readonly [pattern: RegExp, message: string, hint?: string])[] = [
  [/^Tabs are not allowed/, 'a tab cannot indent YAML', 'use spaces'],
  [
    /must start at the same column/,
    'this line is not indented like its neighbours',
    'the keys of one map, and the dashes of one list, begin in the same column',
  ],
  [/^Nested mappings are not allowed/, ...LOOKS_LIKE_A_KEY],
  [/^Block collections are not allowed/, ...LOOKS_LIKE_A_KEY],
  [
    /^Implicit (?:map )?keys need to be/,
    'this is neither a `key: value` nor a list entry',
    'write a colon and a space after a key',
  ],
  [/^Missing closing .quote/, 'the quote that opens here is not closed', 'close it at the end of the text'],
  [/^Plain value cannot start with/, 'text cannot begin with this character', IN_QUOTES],
  [/^Missing , /, 'a comma is missing before this', 'separate the entries between brackets with commas'],
  [
    /^Invalid escape sequence/,
    'this is no escape sequence',
    'put the text in single quotes, or write \\\\ for a backslash',
  ],
]

/** The first fault in the syntax of a document: those behind it are mostly its echo. */
export function firstSyntaxFault(document: Document.Parsed, faults: readonly YAMLError[]): SyntaxFault | undefined {
  const [first] = [...faults].sort((a, b) => a.pos[0] - b.pos[0])
  if (!first) return undefined
  const text = (first.message.split('\n')[0] ?? first.message).replace(/\.$/, '')
  const [, message, hint] = plain.find(([pattern]) => pattern.test(text)) ?? []
  const isQuote = text.startsWith('Missing closing')
  return {
    message: message ?? `not valid YAML: ${text.charAt(0).toLowerCase()}${text.slice(1)}`,
    ...(hint !== undefined && { hint }),
    offset: (isQuote ? openingQuote(document, first.pos[0]) : undefined) ?? first.pos[0],
  }
}

/** The parser finds a quote that is not closed at the end of the file. */
function openingQuote(document: Document.Parsed, before: number): number | undefined {
  let last: number | undefined
  visit(document, (_, node) => {
    if (!isScalar(node) || (node.type !== Scalar.QUOTE_DOUBLE && node.type !== Scalar.QUOTE_SINGLE)) return
    const start = node.range?.[0]
    if (start !== undefined && start < before) last = Math.max(last ?? 0, start)
  })
  return last
}
