import { comparisonsIn, type Comparison, type FilterToken } from './row-comparisons'

/**
 * Reads a row filter far enough to know which columns it names and that it is one expression: strings and comments
 * cannot hide anything, parentheses match. Lake Formation checks the rest when the filter is made.
 *
 * @see https://docs.aws.amazon.com/lake-formation/latest/dg/data-filters-about.html
 */
export interface RowFilter {
  /** Names of columns, lower case, as often as they stand there. */
  readonly columns: readonly string[]
  /** Columns that are compared with a value, and nothing else; those of structs are left out. */
  readonly comparisons: readonly Comparison[]
  /** What is wrong, where the text is no filter. */
  readonly fault: string | undefined
}

/** What words before a text make a value of it: `DATE '2024-01-01'`. */
const typed = new Set(['date', 'time', 'timestamp', 'decimal', 'interval'])

const words = new Set(['and', 'or', 'not', 'in', 'like', 'between', 'is', 'null', 'true', 'false'])

/** Blank, text, quoted name, number, word (with the fields of a struct), operator or punctuation. */
const token =
  /\s+|'(?:[^']|'')*'|"(?:[^"]|"")+"(?:\.(?:\w+|"(?:[^"]|"")+"))*|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[A-Za-z_]\w*(?:\.(?:\w+|"(?:[^"]|"")+"))*|<=|>=|<>|!=|[=<>(),+*%]|-(?!-)|\/(?!\*)/y

export function readRowFilter(text: string): RowFilter {
  const columns: string[] = []
  const tokens: FilterToken[] = []
  const wrong = (fault: string): RowFilter => ({ columns, comparisons: [], fault })
  let depth = 0
  let last = ''
  let lastIsColumn = false
  if (/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/.test(text)) return wrong('it holds a control character')
  token.lastIndex = 0
  while (token.lastIndex < text.length) {
    const start = token.lastIndex
    const match = token.exec(text)?.[0]
    if (match === undefined) return wrong(explain(text.slice(start)))
    if (/^\s/.test(match)) continue
    if (match === '(') depth++
    if (match === '(' && lastIsColumn) return wrong(`${last}(…) is a function, and only comparisons are allowed`)
    if (match === ')' && --depth < 0) return wrong('a parenthesis closes that was never opened')
    last = match.toLowerCase()
    if (last === 'select') return wrong('sub-queries are not allowed')
    const isTyped = typed.has(last) && /\s*'/y.test(text.slice(token.lastIndex))
    lastIsColumn = /^[a-z_"]/.test(last) && !words.has(last) && !isTyped
    if (lastIsColumn) columns.push(firstName(match))
    const kind = lastIsColumn ? 'column' : kindOf(last)
    tokens.push({ text: last, written: lastIsColumn ? firstName(match) : match, kind })
  }
  if (depth > 0) return wrong('a parenthesis is not closed')
  if (last === '') return wrong('it is empty')
  if (columns.length === 0) return wrong('it names no column')
  if (/^(?:and|or|not|in|like|between|[=<>!,+*/%-]+)$/.test(last)) return wrong(`it ends after ${last.toUpperCase()}`)
  return { columns, comparisons: comparisonsIn(tokens), fault: undefined }
}

function kindOf(token: string): FilterToken['kind'] {
  if (token.startsWith("'")) return 'text'
  if (/^\d/.test(token)) return 'number'
  return token === 'true' || token === 'false' ? 'boolean' : 'other'
}

function firstName(match: string): string {
  const quoted = /^"((?:[^"]|"")+)"/.exec(match)?.[1]
  return (quoted?.replaceAll('""', '"') ?? match.split('.')[0] ?? match).toLowerCase()
}

function explain(rest: string): string {
  if (rest.startsWith("'")) return 'a text is not closed: texts stand between single quotes'
  if (rest.startsWith('--') || rest.startsWith('/*')) return 'comments are not allowed'
  return `${JSON.stringify(rest.charAt(0))} is not part of an expression`
}
