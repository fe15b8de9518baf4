import { compareText } from '../../core/model/diagnostic'

/** JSON with sorted keys and a line end, so that equal data are equal bytes. */
export const jsonText = (value: unknown): string => `${JSON.stringify(sortKeys(value), null, 2)}\n`

/** The same data with every object's keys sorted. */
export function sortKeys<T>(value: T): T
export function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => sortKeys(each as unknown))
  if (value === null || typeof value !== 'object') return value
  const of = value as Readonly<Record<string, unknown>>
  const keys = Object.keys(of).sort(compareText)
  return Object.fromEntries(keys.map((key) => [key, sortKeys(of[key])]))
}
