import { closest, distance } from 'fastest-levenshtein'

const MAX_LISTED = 20

/** "did you mean …?" where one of the known words is close enough to be a slip of the pen. */
export function didYouMean(word: string, known: Iterable<string>): string | undefined {
  const words = [...known]
  if (words.length === 0) return undefined
  const best = closest(
    word.toLowerCase(),
    words.map((each) => each.toLowerCase()),
  )
  const index = words.findIndex((each) => each.toLowerCase() === best)
  const allowed = hasSameLetters(word.toLowerCase(), best) ? 2 : Math.max(1, Math.floor(word.length / 3))
  return distance(word.toLowerCase(), best) <= allowed ? `did you mean ${words[index]}?` : undefined
}

/** Two letters that changed places count as two slips, and are the most common one. */
const hasSameLetters = (a: string, b: string): boolean => [...a].sort().join() === [...b].sort().join()

/** "known: a, b, c", at most twenty of them. */
export function listKnown(what: string, known: Iterable<string>): string {
  const words = [...known].sort()
  if (words.length === 0) return `there is no ${what} yet`
  const rest = words.length > MAX_LISTED ? `, … (${words.length} in all)` : ''
  return `known: ${words.slice(0, MAX_LISTED).join(', ')}${rest}`
}

export function hintFor(what: string, word: string, known: Iterable<string>): string {
  const words = [...known]
  return didYouMean(word, words) ?? listKnown(what, words)
}
