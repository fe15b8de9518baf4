/** Every text that is one character away from this one: one replaced, one left out, one put in; and in other cases. */
export function misspellings(text: string): string[] {
  const found = new Set<string>()
  for (let at = 0; at <= text.length; at++) {
    const [before, rest] = [text.slice(0, at), text.slice(at)]
    found.add(`${before}x${rest}`)
    found.add(before + rest.slice(1))
    if (rest !== '') found.add(before + (rest.startsWith('y') ? 'z' : 'y') + rest.slice(1))
  }
  found.add(text.toUpperCase())
  found.add(text.toLowerCase())
  found.delete(text)
  return [...found]
}
