import { Markdown, mark } from './markdown'
import { renderSection, type Section } from './section'

/** How long a text is, in the unit of a budget: characters of a comment, bytes of a summary. */
export type Measure = (text: string) => number

/** Room for the sentence that says what was left out of a section. */
const NOTE = 240
const GAP = '\n\n'

/**
 * As much of the sections as fits. Details go first; then each section keeps its first lines, which are the riskiest, in
 * a room that goes by its weight: what one does not need, the others get.
 *
 * @param details sections that go as a whole before anything else is cut
 */
export function fit(
  head: Markdown,
  sections: readonly Section[],
  details: readonly Section[],
  budget: number,
  measure: Measure,
): Markdown {
  const whole = page(
    head,
    [...sections, ...details].map((each) => renderSection(each, each.lines.length)),
  )
  if (measure(whole.text) <= budget) return whole
  const all = sections.map((each) => renderSection(each, each.lines.length))
  const gone = mark`**Left out for want of space: the details of each environment.**`
  const shorter = page(head, [...all, gone])
  if (measure(shorter.text) <= budget) return shorter
  const fixed = sections.reduce(
    (sum, each) => sum + measure(renderSection(each, 0).text) + NOTE,
    measure(page(head, [gone]).text),
  )
  const kept = shares(sections, budget - fixed, measure)
  return page(head, [...sections.map((each, index) => renderSection(each, kept[index] ?? 0)), gone])
}

const page = (head: Markdown, parts: readonly Markdown[]): Markdown =>
  Markdown.ours(
    [head, ...parts]
      .map((each) => each.text)
      .filter((each) => each !== '')
      .join(GAP),
  )

/** How many lines each section keeps. */
function shares(sections: readonly Section[], room: number, measure: Measure): number[] {
  const sizes = sections.map(({ lines }) => lines.map((each) => measure(each.text.text) + 1))
  const needs = sizes.map((each) => each.reduce((sum, size) => sum + size, 0))
  const given = sections.map(() => 0)
  let open = sections.map((_, index) => index)
  let left = Math.max(0, room)
  while (open.length > 0) {
    const weight = open.reduce((sum, index) => sum + (sections[index]?.weight ?? 0), 0)
    const share = (index: number): number => (left * (sections[index]?.weight ?? 0)) / weight
    const content = open.filter((index) => (needs[index] ?? 0) <= share(index))
    if (content.length === 0) {
      for (const index of open) given[index] = share(index)
      break
    }
    for (const index of content) given[index] = needs[index] ?? 0
    left -= content.reduce((sum, index) => sum + (needs[index] ?? 0), 0)
    open = open.filter((index) => !content.includes(index))
  }
  return sizes.map((each, index) => {
    let [used, kept] = [0, 0]
    for (const size of each) {
      if (used + size > (given[index] ?? 0) + 0.5) break
      used += size
      kept++
    }
    return kept
  })
}
