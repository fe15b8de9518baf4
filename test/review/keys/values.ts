/** The data of a file, by keys and indices. */
export type Values = { readonly [key: string]: Value }
export type Value = string | number | boolean | readonly Value[] | Values

/** What is at a place of a value; `undefined` where there is nothing. */
export function at(root: Value, path: readonly string[]): Value | undefined {
  return path.reduce<Value | undefined>(
    (value, key) => (typeof value === 'object' ? (value as Values)[key] : undefined),
    root,
  )
}

/** The same value with another at a place; `undefined` takes away what is there. */
export function changed(root: Value | undefined, path: readonly string[], to: Value | undefined): Value | undefined {
  const [key, ...rest] = path
  if (key === undefined) return to
  if (Array.isArray(root)) {
    const list = root as readonly Value[]
    const index = Number(key)
    if (!(index <= list.length)) throw new Error(`there is no place ${key} in a list of ${list.length}`)
    const value = changed(list[index], rest, to)
    return [...list.slice(0, index), ...(value === undefined ? [] : [value]), ...list.slice(index + 1)]
  }
  if (root !== undefined && typeof root !== 'object') throw new Error(`there is no ${key} in ${root}`)
  const { [key]: old, ...others } = (root ?? {}) as Values
  const value = changed(old, rest, to)
  return value === undefined ? others : { ...others, [key]: value }
}
