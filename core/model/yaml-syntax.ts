import { CST, Lexer } from 'yaml'

/** Something that YAML allows and a reviewed file does not need, a depth that no file needs, or a bracket left open. */
export interface ForbiddenSyntax {
  readonly kind: 'feature' | 'depth' | 'unclosed'
  readonly what: string
  /** Where it stands, in UTF-16 code units from the start of the text. */
  readonly offset: number
}

const MAX_DEPTH = 100
/** Enough to see what is wrong; a hostile file has millions. */
const MAX_FOUND = 20

/** What each kind of token is called in a message; with it, text would mean something else than what it shows. */
const features: Partial<Record<CST.TokenType, string>> = {
  alias: 'an alias',
  anchor: 'an anchor',
  tag: 'a tag',
  'directive-line': 'a directive',
}

/**
 * Finds directives, anchors, aliases, tags, deep nesting and open brackets in the stream of lexemes: before anything is
 * composed from them, since an alias can grow without bound and nesting can exhaust the stack.
 */
export function findForbiddenSyntax(text: string): ForbiddenSyntax[] {
  const found: ForbiddenSyntax[] = []
  let offset = 0
  const open: ForbiddenSyntax[] = []
  let block = 0
  let scalar = false
  for (const lexeme of new Lexer().lex(text)) {
    if (scalar) {
      scalar = false
      offset += lexeme.length
      continue
    }
    const type = CST.tokenType(lexeme)
    if (type === 'doc-mode') continue
    if (type === 'flow-error-end') {
      found.push(...open.splice(0).slice(-1))
      continue
    }
    if (type === 'scalar') {
      scalar = true
      continue
    }
    const feature = type && features[type]
    if (feature) found.push({ kind: 'feature', what: `${feature} (${shorten(lexeme)})`, offset })
    if (type === 'flow-seq-start' || type === 'flow-map-start') open.push({ kind: 'unclosed', what: lexeme, offset })
    if (type === 'flow-seq-end' || type === 'flow-map-end') open.pop()
    if (type === 'seq-item-ind' || type === 'explicit-key-ind') block++
    if (type === 'newline') block = 0
    if (type === 'space' && lexeme.length > MAX_DEPTH * 4) block = MAX_DEPTH + 1
    if (open.length > MAX_DEPTH || block > MAX_DEPTH) {
      return [{ kind: 'depth', what: `the file is nested over ${MAX_DEPTH} levels deep`, offset }]
    }
    if (found.length === MAX_FOUND) return found
    offset += lexeme.length
  }
  return [...found, ...open.slice(-1)]
}

function shorten(lexeme: string): string {
  const line = lexeme.trim()
  return line.length > 40 ? `${line.slice(0, 40)}…` : line
}
