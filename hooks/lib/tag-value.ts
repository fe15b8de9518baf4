import { quotaOf } from '../../core/model/quotas/table'

const { limit, characters } = quotaOf('session-tag-value')

/**
 * Why what an identity provider sent as an attribute cannot be the value of a session tag: a part of a sentence. A number
 * can, as its digits.
 *
 * @returns `undefined` if it can
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_Tag.html
 */
export function unfitFor(values: readonly unknown[]): string | undefined {
  const [value] = values
  if (values.length > 1) return `it has ${values.length} values, and a session tag has one`
  if (typeof value !== 'string' && typeof value !== 'number') return 'it is no text'
  const letters = [...String(value)]
  if (letters.length > limit) return `it has ${letters.length} characters, and AWS takes ${limit}`
  const wrong = letters.find((letter) => characters?.test(letter) === false)
  if (wrong !== undefined)
    return `it holds ${JSON.stringify(wrong)}, and AWS takes letters, digits, spaces and _ . : / = + - @`
  return /^aws:/i.test(String(value)) ? 'it begins with aws:, which AWS keeps for itself' : undefined
}
