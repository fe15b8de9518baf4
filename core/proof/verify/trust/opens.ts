import { MAX_CODES } from '../../../model/codes'

/** Codes of nobody, as many as fit into a session beside one: `-` is no character of a code, and STS takes it. */
export const NOBODY: readonly string[] = Array.from(
  { length: MAX_CODES - 1 },
  (_, index) => `-${String(index).padStart(3, '0')}`,
)

/** Values of `GroupHash` that hold a code before, behind and between as many others as fit. */
export function crowded(code: string): string[] {
  const half = NOBODY.length / 2
  const orders = [
    [code, ...NOBODY],
    [...NOBODY, code],
    [...NOBODY.slice(0, half), code, ...NOBODY.slice(half)],
  ]
  return orders.map((codes) => `.${codes.join('.')}.`)
}
