import { digits } from '../lib/count'
import { joinMarkdown, Markdown, mark } from './markdown'

/** One line of a section: a row of a table or an item of a list. It is printed as a whole or not at all. */
export interface Line {
  readonly text: Markdown
  /** How many paths it stands for. @default 0 - the section is not about paths */
  readonly paths?: number
}

/** A part of the page that may lose its last lines. */
export interface Section {
  readonly title: Markdown
  /** Between title and lines. */
  readonly intro?: Markdown
  /** The head of a table. @default - the lines are a list */
  readonly head?: Markdown
  /** The most important first. */
  readonly lines: readonly Line[]
  /** What a line is, in the plural. */
  readonly unit: string
  /** Its share of a page that is too small for everything, against those of others. */
  readonly weight: number
  /** Whether it is read without opening it. @default false */
  readonly open?: boolean
}

export const tableHead = (...names: readonly string[]): Markdown =>
  mark`| ${Markdown.ours(names.join(' | '))} |\n| ${Markdown.ours(names.map(() => '---').join(' | '))} |`

export const tableRow = (...cells: readonly Markdown[]): Markdown =>
  mark`| ${Markdown.ours(cells.map((each) => each.text).join(' | '))} |`

/** A section with its first lines, and how many there are beside them. */
export function renderSection(section: Section, kept: number): Markdown {
  const { title, intro, head, lines, unit, open = false } = section
  const shown = lines.slice(0, kept).map((each) => each.text)
  const rows = shown.length > 0 ? [...(head ? [head] : []), ...shown] : []
  const body = joinMarkdown([intro ?? mark``, joinMarkdown(rows, '\n')], '\n\n')
  const note = kept < lines.length ? leftOut(section, kept) : mark``
  const counted = mark`${title}: ${Markdown.ours(`${digits(lines.length)} ${lines.length === 1 ? unit.replace(/s$/, '') : unit}`)}`
  const whole = open ? joinMarkdown([title, body], '\n\n') : rows.length > 0 ? folded(counted, body) : counted
  return joinMarkdown([whole, note], '\n\n')
}

/** What is read when somebody opens it. Markdown is read within HTML only after an empty line. */
export const folded = (summary: Markdown, body: Markdown): Markdown =>
  mark`<details><summary>${summary}</summary>\n\n${body}\n\n</details>`

function leftOut({ lines, unit }: Section, kept: number): Markdown {
  const paths = (some: readonly Line[]): number => some.reduce((sum, each) => sum + (each.paths ?? 0), 0)
  const [all, rest] = [paths(lines), paths(lines.slice(kept))]
  const of = all > 0 ? ` (${digits(rest)} of ${digits(all)} paths)` : ''
  return mark`**Left out for want of space: ${Markdown.ours(`${digits(lines.length - kept)} of ${digits(lines.length)} ${unit}${of}`)}, the least risky.** The digest covers all of them.`
}
