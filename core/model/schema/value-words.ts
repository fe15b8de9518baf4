import type { YamlFile } from '../yaml-file'
import type { ValuePath } from '../yaml-path'

/** What somebody wrote; `undefined` where there is nothing. */
export function valueAt(file: YamlFile, path: ValuePath): unknown {
  return path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], file.value)
}

/** How a message calls a value: by its key, or as an entry of the list that has one. */
export function nameOf(path: ValuePath): string {
  const index = path.findLastIndex((each) => typeof each === 'string')
  if (index === -1) return 'the file'
  return `${index === path.length - 1 ? '' : 'an entry of '}\`${path[index]}\``
}

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  record: 'a map',
}

export const kindOf = (type: string): string => kinds[type] ?? type

/** How a message shows what somebody wrote. */
export function show(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a map'
  return `the ${typeof value === 'string' ? 'text' : typeof value === 'number' ? 'number' : 'value'} ${JSON.stringify(value)}`
}
