import { joinMarkdown, type Markdown } from './markdown'
import { renderSection, type Section } from './section'

/** How much a text takes of a page: characters, or bytes. */
export type Measure = (text: string) => number

/** How many lines of each section are kept, so that all of them together take no more than the room that there is. */
export function keptLines(sections: readonly Section[], room: number, measure: Measure): number[] {
  const costs = sections.map((each) => cost(each, measure))
  const shares = sharesOf(sections, costs, room)
  const kept = sections.map((section, index) =>
    fitting(section, costs[index]?.lines ?? [], shares[index] ?? 0, measure),
  )
  return withRest(sections, costs, kept, room, measure)
}

interface Cost {
  readonly all: number
  readonly lines: readonly number[]
}

/** Between two parts of a page. */
const GAP = '\n\n'

function cost(section: Section, measure: Measure): Cost {
  const lines = section.lines.map((each) => measure(each.text.text) + 1)
  return { all: measure(renderSection(section, lines.length).text) + GAP.length, lines }
}

/** Those that need less than their share by weight get what they need; the others share the rest, by weight. */
function sharesOf(sections: readonly Section[], costs: readonly Cost[], room: number): number[] {
  const shares = costs.map((each) => each.all)
  let open = sections.map((_, index) => index)
  let left = room
  for (;;) {
    const weight = open.reduce((sum, index) => sum + (sections[index]?.weight ?? 0), 0)
    const share = (index: number): number => (left * (sections[index]?.weight ?? 0)) / weight
    const small = open.filter((index) => (shares[index] ?? 0) <= share(index))
    if (small.length === 0) {
      for (const index of open) shares[index] = share(index)
      return shares
    }
    left -= small.reduce((sum, index) => sum + (shares[index] ?? 0), 0)
    open = open.filter((index) => !small.includes(index))
  }
}

/** How many of the first lines fit, with the note of those that are left out. */
function fitting(section: Section, lines: readonly number[], room: number, measure: Measure): number {
  const all = measure(renderSection(section, lines.length).text) + GAP.length
  if (all <= room) return lines.length
  let used = frame(section, measure)
  let kept = 0
  while (kept < lines.length && used + (lines[kept] ?? 0) <= room) used += lines[kept++] ?? 0
  return kept
}

/** Title, introduction, head and the longest note. */
const frame = (section: Section, measure: Measure): number =>
  measure(renderSection({ ...section, lines: section.lines.slice(0, 1) }, 1).text) +
  measure(renderSection(section, 0).text) +
  4 * GAP.length -
  measure(section.lines[0]?.text.text ?? '')

/** Shares are not used to the last character: the sections get what is left, one after the other. */
function withRest(
  sections: readonly Section[],
  costs: readonly Cost[],
  kept: readonly number[],
  room: number,
  measure: Measure,
): number[] {
  const result = [...kept]
  const used = (index: number): number => {
    const section = sections[index]
    return section ? measure(renderSection(section, result[index] ?? 0).text) + GAP.length : 0
  }
  let rest = sections.reduce((left, _, index) => left - used(index), room)
  sections.forEach((section, index) => {
    const mine = used(index)
    result[index] = Math.max(
      result[index] ?? 0,
      fitting(section, costs[index]?.lines ?? [], mine + Math.max(0, rest), measure),
    )
    rest -= used(index) - mine
  })
  return result
}

export const pageText = (parts: readonly Markdown[]): string => `${joinMarkdown(parts, GAP).text}\n`
