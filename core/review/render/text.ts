import type { Review } from '../types'
import type { Risk } from '../../model/risk/levels'
import { maskAccounts } from './lib/mask'
import { approversSaid, leadOf, type LeadRow } from './lib/lead'
import { isQuiet, quietText } from './lib/quiet'
import { plainSaid, type Said, type Show } from './lib/said'
import { visible } from './lib/visible'

export interface TextOptions {
  /** Whether account ids are cut to their last four digits. */
  readonly maskAccounts: boolean
  /** How many characters fit on a line. @default 100 */
  readonly width?: number
  /** Colours for what is ours. @default - none */
  readonly paint?: Paint
}

/** What a terminal can do with a text; each leaves it as it is where there are no colours. */
export interface Paint {
  bold(text: string): string
  dim(text: string): string
  risk(risk: Risk, text: string): string
}

const PLAIN: Paint = { bold: (text) => text, dim: (text) => text, risk: (_, text) => text }

/** How many names of a list are told. */
const NAMES = 10
const WIDTH = 100
/** No column is narrower, however narrow the terminal. */
const NARROWEST = 20

/** A review for a terminal: causes and findings as an aligned table, who must approve, and the digests. */
export function renderText(review: Review, { maskAccounts: masks, width = WIDTH, paint = PLAIN }: TextOptions): string {
  const show: Show = (text) => visible(masks ? maskAccounts(text) : text)
  const plain = (said: Said): string => plainSaid(said, show, NAMES)
  const rows = leadOf(review)
  const quiet = isQuiet(review) ? quietText(review) : ''
  const approvers = wrapped(plain(approversSaid(review)), width)
  const digests = review.environments.filter((each) => each.changed).map((each) => `${show(each.name)}  ${each.digest}`)
  return [
    `${paint.bold('Access changes')}: ${paint.risk(review.risk, review.risk)}`,
    quiet,
    table(rows, plain, width, paint),
    approvers.join('\n'),
    [...(digests.length > 0 ? ['Digests after the change'] : []), ...digests].map(paint.dim).join('\n'),
  ]
    .filter((each) => each !== '')
    .join('\n\n')
}

/** Columns that are as wide as they need to be; the widest ones share what is left of a line. */
function table(rows: readonly LeadRow[], plain: (said: Said) => string, width: number, paint: Paint): string {
  if (rows.length === 0) return ''
  const cells = rows.map(({ risk, reasons, who, what, through }) => [
    [risk, ...reasons].join('\n'),
    plain(who),
    plain(what),
    plain(through),
  ])
  const all = [['RISK', 'WHO', 'WHAT', 'THROUGH'], ...cells]
  const needed = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => longest(row[column] ?? ''))))
  const rooms = shared(needed, width - 2 * (needed.length - 1))
  const lines = all.map((row) =>
    row.map((cell, column) => cell.split('\n').flatMap((line) => wrapped(line, rooms[column] ?? NARROWEST))),
  )
  const widths = rooms.map((_, column) => Math.max(...lines.map((row) => longest((row[column] ?? []).join('\n')))))
  return lines
    .map((row, index) => {
      const risk = rows[index - 1]?.risk
      return Array.from({ length: Math.max(...row.map((each) => each.length)) }, (_, line) => {
        const [first = '', ...rest] = row.map((each, column) => padded(each[line] ?? '', widths[column] ?? 0))
        const start = risk && line === 0 ? paint.risk(risk, first) : risk ? paint.dim(first) : first
        const text = [start, ...rest].join('  ').trimEnd()
        return risk ? text : paint.bold(text)
      }).join('\n')
    })
    .join('\n')
}

const longest = (cell: string): number => Math.max(...cell.split('\n').map((line) => columnsOf(line)))

/** Those that need less than an even share get what they need; the others share the rest. */
function shared(needed: readonly number[], room: number): number[] {
  const share = Math.floor(room / needed.length)
  const small = needed.filter((each) => each <= share)
  if (small.length === needed.length) return [...needed]
  const rest = room - small.reduce((sum, each) => sum + each, 0)
  const large = Math.max(NARROWEST, Math.floor(rest / (needed.length - small.length)))
  return needed.map((each) => (each <= share ? each : Math.min(each, large)))
}

/** Lines of a text that end between words, or after a sign within a word that is too long for a line. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  const pieces = text
    .split(/(?<= )/)
    .flatMap((word) => (columnsOf(word.trimEnd()) <= width ? [word] : broken(word, width)))
  for (const piece of pieces) {
    if (line !== '' && columnsOf((line + piece).trimEnd()) > width) {
      lines.push(line.trimEnd())
      line = ''
    }
    line += piece
  }
  return line === '' ? lines : [...lines, line.trimEnd()]
}

const broken = (word: string, width: number): string[] =>
  word.split(/(?<=[^\p{L}\p{M}\p{N}])/u).flatMap((part) => {
    const characters = [...part]
    const pieces: string[] = []
    for (let at = 0; at < characters.length; at += width) pieces.push(characters.slice(at, at + width).join(''))
    return pieces
  })

const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - columnsOf(text)))

/** How many columns of a terminal a text takes: marks take none, and East Asian characters two. */
const columnsOf = (text: string): number =>
  [...text].reduce((sum, each) => sum + (/\p{M}/u.test(each) ? 0 : WIDE.test(each) ? 2 : 1), 0)

const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1F64F}\u{1F900}-\u{1F9FF}\u{20000}-\u{3FFFD}]/u
