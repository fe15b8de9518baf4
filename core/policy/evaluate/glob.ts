import type { Run } from './template'

/** Literal pieces with one `?` between each two, so `a?b` is `['a', 'b']`. As many characters long as it ever matches. */
type Chunk = readonly string[]

/** What stands between the `*` of a pattern; without any `*` there is one chunk. */
export type Glob = readonly [Chunk, ...Chunk[]]

/** `*` matches any characters, none included; `?` matches exactly one. There is no escape: see `${*}` in template.ts. */
export function compileGlob(runs: readonly Run[]): Glob {
  const chunks: [string[], ...string[][]] = [['']]
  let chunk = chunks[0]
  const append = (text: string): void => void (chunk[chunk.length - 1] += text)
  for (const run of runs) {
    if (run.literal) {
      append(run.text)
      continue
    }
    run.text.split('*').forEach((between, star) => {
      if (star > 0) chunks.push((chunk = ['']))
      between.split('?').forEach((piece, one) => {
        if (one > 0) chunk.push('')
        append(piece)
      })
    })
  }
  return chunks
}

/**
 * Matches the whole text. Characters are code points, and none is special: newlines and U+2028 match like any other.
 * A chunk matches a fixed number of characters, so taking each at its leftmost place is enough and there is nothing to
 * go back to: the time is bounded by pattern × text, where a regular expression can take minutes.
 */
export function globMatches(glob: Glob, text: string): boolean {
  const part = partBetweenStars(glob)
  if (part !== undefined) return text.includes(part)
  let at = endOfMatch(glob[0], text, 0)
  if (at < 0) return false
  const last = glob.length - 1
  if (last === 0) return at === text.length
  const tail = startOfTail(glob[last] as Chunk, text)
  if (tail < at) return false
  for (let i = 1; i < last; i++) {
    at = endOfFirst(glob[i] as Chunk, text, at)
    if (at < 0 || at > tail) return false
  }
  return true
}

/** The text of `*text*`, the form of every pattern of a group, of which a policy may hold hundreds. */
function partBetweenStars(glob: Glob): string | undefined {
  const [head, middle, tail] = glob
  if (glob.length !== 3 || middle?.length !== 1 || head[0] !== '' || tail?.[0] !== '') return undefined
  return head.length === 1 && tail.length === 1 ? middle[0] : undefined
}

/** Where the chunk ends if it begins exactly at `at`, else -1. */
function endOfMatch(chunk: Chunk, text: string, at: number): number {
  for (let i = 0; i < chunk.length; i++) {
    if (i > 0) {
      if (at >= text.length) return -1
      at += width(text, at)
    }
    const piece = chunk[i] as string
    if (!text.startsWith(piece, at)) return -1
    at += piece.length
  }
  return at
}

/** Where the chunk's leftmost match at or after `from` ends, else -1. */
function endOfFirst(chunk: Chunk, text: string, from: number): number {
  const first = chunk[0] as string
  for (let start = from; start <= text.length; start += width(text, start)) {
    start = text.indexOf(first, start)
    if (start < 0) return -1
    const end = endOfMatch(chunk, text, start)
    if (end >= 0) return end
  }
  return -1
}

/** Where the chunk begins if it ends with the text, else -1. */
function startOfTail(chunk: Chunk, text: string): number {
  let end = text.length
  for (let i = chunk.length - 1; i >= 0; i--) {
    const piece = chunk[i] as string
    if (!text.endsWith(piece, end)) return -1
    end -= piece.length
    if (i > 0) {
      if (end <= 0) return -1
      end -= end > 1 && width(text, end - 2) === 2 ? 2 : 1
    }
  }
  return end
}

/** Code units of the character at `at`: two outside the Basic Multilingual Plane. */
const width = (text: string, at: number): number => ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1)
