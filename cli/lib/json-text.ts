import { compareText } from '../../core/model/diagnostic'

/** JSON with sorted keys and a line end, so that equal data are equal bytes. */
export const jsonText = (value: unknown): string => `${JSON.stringify(sortKeys(value), null, 2)}\n`

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).sort(([a], [b]) => compareText(a, b))
  return Object.fromEntries(entries.map(([key, each]) => [key, sortKeys(each)]))
}
