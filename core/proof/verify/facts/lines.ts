import { Expression, type Value } from '../../../terraform/expression'
import { isList, isObject } from '../../../terraform/read/resource'

/** Lists whose order says something, and whose elements have names. */
const COLUMNS = new Set(['attribute', 'columns', 'partition_keys'])

/** Turns a reference into words: addresses are nobody's names. */
export type Refer = (expression: string) => string

/**
 * Appends `name = value` for every value inside, in the order of names. Texts are quoted, expressions are not. Lists of
 * plain values are sets to Terraform; a block may be written as an object or as a list of one.
 */
export function appendLines(
  lines: string[],
  path: string,
  value: Value,
  refer: Refer,
  skip?: ReadonlySet<string>,
): void {
  if (skip?.has(path)) return
  if (value === null || typeof value !== 'object' || value instanceof Expression) {
    lines.push(`${path} = ${plain(value, refer)}`)
  } else if (isList(value)) appendList(lines, path, value, refer, skip)
  else {
    const keys = Object.keys(value).sort()
    if (keys.length === 0) lines.push(`${path} = {}`)
    for (const key of keys) appendLines(lines, path === '' ? key : `${path}.${key}`, value[key] ?? null, refer, skip)
  }
}

function appendList(
  lines: string[],
  path: string,
  list: readonly Value[],
  refer: Refer,
  skip: ReadonlySet<string> | undefined,
): void {
  const names = COLUMNS.has(path.slice(path.lastIndexOf('.') + 1)) ? namesOf(list) : undefined
  if (names) {
    lines.push(`${path} = ${names.join(', ')}`)
    list.forEach((each, index) => appendLines(lines, `${path}.${names[index]}`, each, refer, skip))
  } else if (list.length === 1 && isObject(list[0])) appendLines(lines, path, list[0] ?? null, refer, skip)
  else if (list.some((each) => isObject(each) || Array.isArray(each))) {
    list.forEach((each, index) => appendLines(lines, `${path}.${index}`, each, refer, skip))
  } else
    lines.push(
      `${path} = [${list
        .map((each) => plain(each, refer))
        .sort()
        .join(', ')}]`,
    )
}

/** The names of named elements, each another; `undefined` where they are something else. */
function namesOf(list: readonly Value[]): string[] | undefined {
  const names = list.map((each) => (isObject(each) ? each.name : undefined))
  return names.every((each): each is string => typeof each === 'string') && new Set(names).size === names.length
    ? names
    : undefined
}

function plain(value: Value | undefined, refer: Refer): string {
  return value instanceof Expression ? refer(value.text) : JSON.stringify(value)
}

/** What a nested block holds, which Terraform's JSON writes as an object or as a list of one. */
export function blockOf(value: Value | undefined): { readonly [key: string]: Value } {
  const [only, ...more] = Array.isArray(value) ? (value as readonly Value[]) : [value]
  return more.length === 0 && isObject(only) ? only : {}
}

/** A text as it is, anything else as JSON. */
export function textOf(value: Value | undefined): string {
  if (typeof value === 'string') return value
  return value instanceof Expression ? value.text : JSON.stringify(value ?? null)
}
