/**
 * Text that people wrote, or that IAM reads, on its way into Terraform JSON: it must arrive as that text.
 *
 * Terraform evaluates `${…}` and `%{…}` in every string; doubling the first character keeps them text. CDKTF replaces
 * what looks like one of its own tokens wherever it stands, so such texts travel in disguise and are unmasked by the
 * stack when it renders.
 */
export function literal(text: string): string {
  return looksLikeToken(text) ? MASK_OPEN + Buffer.from(text).toString('hex') + MASK_CLOSE : escapeTemplate(text)
}

/** Characters of Unicode's private use, which mark a disguise; a text that holds one is disguised itself. */
const MASK_OPEN = '\uE0F0'
const MASK_CLOSE = '\uE0F1'
const mask = new RegExp(`^${MASK_OPEN}([0-9a-f]*)${MASK_CLOSE}$`)

/** Whether a text holds one of CDKTF's markers of text, list, map and number tokens, or is a disguise. */
export function looksLikeToken(text: string): boolean {
  return /TfToken\[|Map Token Value|-[\d.+|-]*e[-\d.|eE+]|[\uE0F0\uE0F1]/.test(text)
}

/** Whether a text in a list makes the list a token. */
export const isListToken = (text: string): boolean => text.includes('#{TfToken[')

function escapeTemplate(text: string): string {
  return text.replace(/[$%]\{/g, (marker) => marker.charAt(0) + marker)
}

/** Takes the disguises off in rendered Terraform JSON; keys are never disguised. */
export function unmask<T>(value: T): T {
  if (typeof value === 'string') {
    const digits = mask.exec(value)?.[1]
    return (digits === undefined ? value : escapeTemplate(Buffer.from(digits, 'hex').toString())) as T
  }
  if (Array.isArray(value)) return value.map((each: unknown) => unmask(each)) as T
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, unmask(each as unknown)])) as T
}
