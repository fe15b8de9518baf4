import { parseTokens, type Comparison, type FilterToken } from './row-grammar'

/**
 * Reads a row filter as Lake Formation does: comparisons of columns with constants, joined by AND, OR and NOT. Strings and
 * comments cannot hide anything, parentheses match.
 *
 * @see https://docs.aws.amazon.com/lake-formation/latest/dg/partiql-support.html
 */
export interface RowFilter {
  /** Names of columns, lower case, as often as they stand there. */
  readonly columns: readonly string[]
  readonly comparisons: readonly Comparison[]
  /** Columns that are called like a keyword of the language and stand there without quotes, as they are written. */
  readonly keywords: readonly string[]
  /** What is wrong, where the text is no filter. */
  readonly fault: string | undefined
}

/** What words before a text make a value of it: `DATE '2024-01-01'`. */
const typed = new Set(['date', 'time', 'timestamp', 'decimal', 'interval'])

const words = new Set(['and', 'or', 'not', 'in', 'like', 'between', 'is', 'null', 'true', 'false'])

/** Blank, text, quoted name, number, word (each name with the fields of a struct), operator or punctuation. */
const token =
  /\s+|'(?:[^']|'')*'|"(?:[^"]|"")+"(?:\.(?:\w+|"(?:[^"]|"")+"))*|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[A-Za-z_]\w*(?:\.(?:\w+|"(?:[^"]|"")+"))*|<=>|==|<=|>=|<>|!=|[=<>(),+*%]|-(?!-)|\/(?!\*)/y

export function readRowFilter(text: string): RowFilter {
  const columns: string[] = []
  const keywords: string[] = []
  const tokens: FilterToken[] = []
  const wrong = (fault: string): RowFilter => ({ columns, comparisons: [], keywords, fault })
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
    if (lastIsColumn && text[token.lastIndex] === "'")
      return wrong(`${match}'…' is no text that Lake Formation knows: write it without ${match}`)
    if (lastIsColumn) columns.push(namesOf(match)[0] ?? '')
    if (lastIsColumn && KEYWORDS.has(last)) keywords.push(match)
    if (lastIsColumn) tokens.push({ kind: 'column', text: match, names: namesOf(match) })
    else tokens.push({ kind: isTyped ? 'type' : kindOf(last), text: match })
  }
  if (depth > 0) return wrong('a parenthesis is not closed')
  if (last === '') return wrong('it is empty')
  if (columns.length === 0) return wrong('it names no column')
  if (/^(?:and|or|not|in|like|between|[=<>!,+*/%-]+)$/.test(last)) return wrong(`it ends after ${last.toUpperCase()}`)
  const parsed = parseTokens(tokens)
  return typeof parsed === 'string' ? wrong(parsed) : { columns, comparisons: parsed, keywords, fault: undefined }
}

function kindOf(token: string): Exclude<FilterToken['kind'], 'column'> {
  if (token.startsWith("'")) return 'text'
  if (/^\d/.test(token)) return 'number'
  if (token === 'true' || token === 'false') return 'boolean'
  return words.has(token) ? 'word' : 'sign'
}

/** The column and the fields of its struct, in lower case and without quotes. */
const namesOf = (match: string): string[] =>
  [...match.matchAll(/"((?:[^"]|"")+)"|\w+/g)].map(([whole, quoted]) =>
    (quoted?.replaceAll('""', '"') ?? whole).toLowerCase(),
  )

function explain(rest: string): string {
  if (rest.startsWith("'")) return 'a text is not closed: texts stand between single quotes'
  if (rest.startsWith('--') || rest.startsWith('/*')) return 'comments are not allowed'
  return `${JSON.stringify(rest.charAt(0))} is not part of an expression`
}

/**
 * Words of PartiQL that no name can be without quotes, less those that the expression has a use for. Which of them Lake
 * Formation takes all the same is not documented.
 *
 * @see https://partiql.org/syntax/reserved-keywords-spec-version-2019.html
 * @see https://docs.aws.amazon.com/lake-formation/latest/dg/partiql-support.html
 */
const KEYWORDS = new Set(
  `absolute action add all allocate alter any are as asc assertion at authorization avg begin bit by cascade cascaded case
  cast catalog char character check close coalesce collate collation column commit conflict connect connection constraint
  constraints continue convert corresponding count create cross current cursor date deallocate dec decimal declare default
  deferrable deferred delete desc describe descriptor diagnostics disconnect distinct domain double drop else end escape
  except exception exec execute exists external extract fetch first float for foreign found from full get global go goto
  grant group having identity immediate indicator initially inner input insensitive insert int integer intersect interval
  into isolation join key language last left level limit local lower match max min missing module names national natural
  nchar next no nullif numeric octet_length of on only open option order outer output overlaps pad partial position
  precision prepare preserve primary prior privileges procedure public read real references relative restrict revoke right
  rollback rows schema scroll section session set size smallint some space sql string struct substring sum symbol system_user
  table temporary then time timestamp to transaction translate translation trim tuple union unique unknown unpivot update
  upper usage user using value values varchar varying view when whenever where with work write`.split(/\s+/),
)
