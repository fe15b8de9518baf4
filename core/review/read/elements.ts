import { isJson, type Json } from './format'

/** What an array of a text holds, and where it ends. */
export interface Elements {
  readonly kept: readonly Json[]
  /** The index of its closing bracket. */
  readonly end: number
}

const NEXT = '},{"address":"'
const LAST = '}]'
/** How often a mark may stand in an element, before it is not worth it. */
const TRIES = 200

/**
 * Parses the resources of an array one by one, so that what is not kept of one is gone before the next is read. A mark
 * may stand in an element, too; but no part of an element is JSON by itself.
 *
 * @param from the index after the opening bracket
 * @param keep what is needed of an element; `undefined` for nothing
 * @returns `undefined` for what is not written as Terraform does
 */
export function elementsOf(text: string, from: number, keep: (each: Json) => Json | undefined): Elements | undefined {
  const kept: Json[] = []
  let start = from
  for (;;) {
    const found = elementAt(text, start)
    if (!found) return undefined
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
}

function elementAt(text: string, start: number): Found | undefined {
  let next = start
  let last = start
  for (let tries = 0; tries < TRIES; tries++) {
    next = text.indexOf(NEXT, next)
    const element = next < 0 ? undefined : parsePiece(text.slice(start, next + 1))
    if (element) return { element, end: next + 1, isLast: false }
    last = text.indexOf(LAST, last)
    const final = last < 0 ? undefined : parsePiece(text.slice(start, last + 1))
    if (final) return { element: final, end: last + 1, isLast: true }
    if (next < 0 && last < 0) return undefined
    next = next < 0 ? next : next + 1
    last = last < 0 ? last : last + 1
  }
  return undefined
}

/** `undefined` for what is no JSON object. */
export function parsePiece(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isJson(value) ? value : undefined
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined
    throw cause
  }
}
