import { Expression, type Value } from '../../../terraform/expression'
import { isList, isObject } from '../../../terraform/read/resource'

/** Lists whose order says something, and whose elements have names. */
const COLUMNS = new Set(['attribute', 'columns', 'partition_keys'])

/** Turns a reference into words: addresses are nobody's names. */
export type Refer = (expression: string) => string

/**
 * Appends `name = value` for every value inside, in the order of names. Texts are quoted, references are not. Lists of
 * plain values are sets to Terraform; a block may be written as an object or as a list of one. Two values have the same
 * lines only where Terraform reads the same: no name and no value can be taken for several. What `skip` names is left
 * out where it is plain text; an expression reads something, and is a value like any other.
 */
export function appendLines(
  lines: string[],
  path: string,
  value: Value,
  refer: Refer,
  skip?: ReadonlySet<string>,
): void {
  if (skip?.has(path) && typeof value === 'string') return
  if (value === null || typeof value !== 'object' || value instanceof Expression) {
    lines.push(`${path} = ${plain(value, refer)}`)
  } else if (isList(value)) appendList(lines, path, value, refer, skip)
  else {
    const keys = Object.keys(value).sort()
    if (keys.length === 0) lines.push(`${path} = {}`)
    for (const key of keys) appendLines(lines, inside(path, key), value[key] ?? null, refer, skip)
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
    lines.push(`${path} = ${names.map(quoted).join(', ')}`)
    list.forEach((each, index) => appendLines(lines, inside(path, names[index] ?? ''), each, refer, skip))
  } else if (list.length === 1 && isObject(list[0])) appendLines(lines, path, list[0] ?? null, refer, skip)
  else if (list.some((each) => isObject(each) || Array.isArray(each))) {
    list.forEach((each, index) => appendLines(lines, `${path}[${index}]`, each, refer, skip))
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
  if (!(value instanceof Expression)) return JSON.stringify(value)
  const text = refer(value.text)
  return SINGLE.test(text) ? text : `the expression ${JSON.stringify(text)}`
}

/** One expression and nothing else, which no list of several and no text can be taken for. */
const SINGLE = /^\$\{[^"{}\r\n]*\}$/

/** The place of a key in what stands at `path`. */
export const inside = (path: string, key: string): string => (path === '' ? quoted(key) : `${path}.${quoted(key)}`)

/** A name as it is where it is a plain word; any other is quoted, or it could look like a path or like lines. */
export const quoted = (name: string): string => (/^[\w-]+$/.test(name) ? name : JSON.stringify(name))

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
