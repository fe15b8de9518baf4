/** Values by key, each in the order in which it comes. */
export function mapBy<T>(values: Iterable<T>, keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const value of values) {
    const key = keyOf(value)
    const group = groups.get(key)
    if (group) group.push(value)
    else groups.set(key, [value])
  }
  return groups
}

/** Values with the same key, in the order in which the first of them comes. */
export const groupBy = <T>(values: Iterable<T>, keyOf: (value: T) => string): T[][] => [
  ...mapBy(values, keyOf).values(),
]
