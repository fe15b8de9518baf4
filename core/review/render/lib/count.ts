/** `1,234 paths`, `1 path`. */
export function count(amount: number, one: string, many = `${one}s`): string {
  return `${digits(amount)} ${amount === 1 ? one : many}`
}

/** `1,234` under every locale. */
export const digits = (amount: number): string => String(amount).replace(/\B(?=(\d{3})+$)/g, ',')

/** `a`, `a and b`, `a, b and c`. */
export function phrase(parts: readonly string[]): string {
  const last = parts.at(-1) ?? ''
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`
}
