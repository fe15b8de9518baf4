import { closest, distance } from 'fastest-levenshtein'

/** "did you mean …?" where one of the known words is close enough to be a slip of the pen. */
export function didYouMean(word: string, known: Iterable<string>): string | undefined {
  const words = [...known]
  if (words.length === 0) return undefined
  const best = closest(
    word.toLowerCase(),
    words.map((each) => each.toLowerCase()),
  )
  const index = words.findIndex((each) => each.toLowerCase() === best)
  const allowed = Math.max(1, Math.floor(word.length / 3))
  return distance(word.toLowerCase(), best) <= allowed ? `did you mean ${words[index]}?` : undefined
}

/** "known: a, b, c", at most ten of them. */
export function listKnown(what: string, known: Iterable<string>): string {
  const words = [...known].sort()
  if (words.length === 0) return `there is no ${what} yet`
  const rest = words.length > 10 ? `, … (${words.length} in all)` : ''
  return `known: ${words.slice(0, 10).join(', ')}${rest}`
}

export function hintFor(what: string, word: string, known: Iterable<string>): string {
  const words = [...known]
  return didYouMean(word, words) ?? listKnown(what, words)
}
