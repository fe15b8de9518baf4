/** A text that people, or a plan, may have had a hand in, as one line of so many characters at most. */
export function oneLine(text: string, most: number): string {
  // Control characters, and those that change the direction of what is around them.
  const plain = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\s]+/gu, ' ').trim()
  const characters = [...plain]
  return characters.length <= most ? plain : `${characters.slice(0, most - 1).join('')}…`
}
