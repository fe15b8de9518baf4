import { jsonIn, type Json } from './format'

/** What an array of a text holds, and where it ends. */
export interface Elements {
  readonly kept: readonly Json[]
  /** The index of its closing bracket. */
  readonly end: number
}

const NEXT = '},{"address":"'
const LAST = '}]'
/** How many characters may be read in vain: marks in elements cost that, and somebody may have put them there. */
const BUDGET = 64_000_000

/**
 * Parses the resources of an array one by one, so that what is not kept of one is gone before the next is read. A mark
 * may stand in an element, too; but no part of an element is JSON by itself.
 *
 * @param from the index after the opening bracket
 * @param keep what is needed of an element; `undefined` for nothing
 * @param budget how many characters may be read in vain
 * @returns `undefined` for what is not written as Terraform does, or holds too many marks
 */
export function elementsOf(
  text: string,
  from: number,
  keep: (each: Json) => Json | undefined,
  budget = BUDGET,
): Elements | undefined {
  const kept: Json[] = []
  let start = from
  let left = budget
  for (;;) {
    const found = elementAt(text, start, left)
    if (!found) return undefined
    left = found.left
    const needed = keep(found.element)
    if (needed) kept.push(needed)
    if (found.isLast) return { kept, end: found.end }
    start = found.end + 1
  }
}

interface Found {
  readonly element: Json
  /** The index after it. */
  readonly end: number
  readonly isLast: boolean
  /** Of the budget. */
  readonly left: number
}

function elementAt(text: string, start: number, budget: number): Found | undefined {
  let [next, last, left] = [start, start, budget]
  while (left > 0) {
    if (next >= 0) next = text.indexOf(NEXT, next)
    const element = next < 0 ? undefined : jsonIn(text.slice(start, next + 1))
    if (element) return { element, end: next + 1, isLast: false, left }
    if (last >= 0) last = text.indexOf(LAST, last)
    const final = last < 0 ? undefined : jsonIn(text.slice(start, last + 1))
    if (final) return { element: final, end: last + 1, isLast: true, left }
    if (next < 0 && last < 0) return undefined
    left -= (next < 0 ? 0 : next - start) + (last < 0 ? 0 : last - start)
    next = next < 0 ? next : next + 1
    last = last < 0 ? last : last + 1
  }
  return undefined
}
