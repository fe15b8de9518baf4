/**
 * A policy without what AWS may write otherwise: the order of keys and lists, and a list of one as text.
 *
 * @see https://github.com/hashicorp/awspolicyequivalence
 */
export function withoutSpelling(value: unknown): unknown {
  if (Array.isArray(value)) {
    const each = value.map(withoutSpelling)
    return each.length === 1 ? each[0] : each.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  }
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, each]) => [key, withoutSpelling(each)]))
}

/** A policy as text, without what AWS may write otherwise. */
export const samePolicy = (text = ''): unknown => withoutSpelling(JSON.parse(text))
