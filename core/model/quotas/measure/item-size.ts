/** What an item holds, as the entitlement table does. */
type Value = string | number | readonly unknown[] | object

/**
 * The size of an item in bytes: names and values in UTF-8, 3 bytes for a list or map, and 1 for each of its elements.
 * Numbers are counted as if no two digits shared a byte.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function itemSize(item: object): number {
  return entriesSize(item)
}

function entriesSize(map: object): number {
  return Object.entries(map).reduce(
    (sum, [name, value]) => (value === undefined ? sum : sum + Buffer.byteLength(name) + valueSize(value as Value)),
    0,
  )
}

function valueSize(value: Value): number {
  if (typeof value === 'string') return Buffer.byteLength(value)
  if (typeof value === 'number') return String(value).length + 1
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + 1 + valueSize(each as Value), 3)
  return 3 + Object.values(value).filter((each) => each !== undefined).length + entriesSize(value)
}
