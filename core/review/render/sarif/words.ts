import { visible } from '../lib/visible'

/** How many names a message lists, and how many characters it shows of one. */
const NAMES = 8
const CHARACTERS = 160

/** Names as a phrase: a few, and how many more there are. */
export function listed(names: Iterable<string>): string {
  const all = [...names].map(shortened)
  return all.length > NAMES ? `${all.slice(0, NAMES).join(', ')} and ${all.length - NAMES} more` : all.join(', ')
}

const shortened = (name: string): string => {
  const characters = [...name]
  return characters.length > CHARACTERS ? `${characters.slice(0, CHARACTERS).join('')}…` : name
}

/**
 * A text as a plain text message: what would be a link or a placeholder stands for itself, on one line, and nothing in
 * it is hidden.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html section 3.11.5 and 3.11.6
 */
export function plainText(text: string): string {
  return visible(text)
    .replace(/[[\]\\]/g, '\\$&')
    .replace(/[{}]/g, '$&$&')
}
