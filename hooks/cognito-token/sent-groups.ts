import { Refusal } from '../lib/refusal'

/** What is left of a value after Cognito has encoded it. */
const ENCODED = /^(?:[\w.*+-]|%[0-9A-F]{2})+$/i

/**
 * The groups in an attribute of a user pool. Cognito keeps one value as it came. Of several it makes `[a, b]`, each
 * encoded as in the URL of a form, so that no comma and no bracket of a name is left.
 *
 * A text that may be the one or the other is refused: a member of one group could pass for a member of another.
 *
 * @throws {Refusal} `bad-request`
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html
 */
export function sentGroups(text: string): string[] {
  if (text === '' || text === '[]') return []
  const inside = /^\[(.*)\]$/s.exec(text)?.[1]
  if (inside !== undefined) return inside.split(/, ?/).map(decoded)
  // One name that means the same in every form, and is not several that the directory itself has joined.
  if (/[[\],+%]/.test(text)) throw unclear()
  return [text]
}

function decoded(value: string): string {
  if (!ENCODED.test(value)) throw unclear()
  try {
    return decodeURIComponent(value.replaceAll('+', ' '))
  } catch {
    throw unclear()
  }
}

const unclear = (): Refusal => new Refusal('bad-request', 'The directory sent groups that can be read in two ways.')
