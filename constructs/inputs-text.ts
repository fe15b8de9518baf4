/**
 * What a stack is made of, as one text. Where something stands in its files is left out: nothing that is rendered tells it.
 *
 * @throws {TypeError} for a function, of which nobody can tell whether it is the same
 */
export const inputsText = (inputs: unknown): string => JSON.stringify(inputs, asData)

function asData(key: string, value: unknown): unknown {
  if (typeof value === 'function') throw new TypeError(`${key} of a stack is a function`)
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Map || value instanceof Set) return [...(value as Iterable<unknown>)]
  return isPosition(value) ? undefined : value
}

/** People name columns so, too, but those are texts. */
const isPosition = (value: object): boolean =>
  'line' in value &&
  typeof value.line === 'number' &&
  'column' in value &&
  typeof value.column === 'number' &&
  'file' in value
