/** Enough for the patterns of a large mesh; past it the memory starts afresh, which only costs time. */
const LIMIT = 8192

/**
 * Remembers what a pure function makes of a string. Policies repeat the same few patterns over thousands of requests.
 * The key is the text itself and never an object, so that a policy changed in place is never answered from memory.
 */
export function remember<T extends object>(make: (text: string) => T): (text: string) => T {
  const made = new Map<string, T>()
  return (text) => {
    const known = made.get(text)
    if (known !== undefined) return known
    const value = make(text)
    if (made.size >= LIMIT) made.clear()
    made.set(text, value)
    return value
  }
}
