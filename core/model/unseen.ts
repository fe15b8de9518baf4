/**
 * Characters that a name cannot do with, since nobody sees them: controls, line breaks, blanks of no width. The inside
 * of a regular expression's class.
 */
export const UNSEEN = String.raw`\u0000-\u001F\u007F-\u009F\u200B\u2028\u2029\u2060\uFEFF`

/** Words of some languages need these, and in others they hide as well: joiners, marks of the direction of writing. */
const HARDLY_SEEN = String.raw`\u00AD\u061C\u200C-\u200F\u202A-\u202E\u2061-\u2069`

/** "it holds U+200B", of the first such character. */
export function unseenIn(text: string): string | undefined {
  const [found] = new RegExp(`[${UNSEEN}]`).exec(text) ?? []
  return found === undefined ? undefined : `it holds ${codePoint(found)}`
}

/** Makes visible what nobody sees, and what hardly anybody does: `ADG-X(U+200D)`. */
export function escapeUnseen(text: string): string {
  return text.replace(new RegExp(`[${UNSEEN}${HARDLY_SEEN}]`, 'g'), (character) => `(${codePoint(character)})`)
}

/** `U+200B`: the first character of a text, as Unicode's tables call it. */
export const codePoint = (text: string): string =>
  `U+${(text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
