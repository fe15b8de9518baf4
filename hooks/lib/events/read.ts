import type * as z from 'zod/mini'
import { escapeUnseen } from '../../../core/model/unseen'

/** What was read, or why it cannot be: one sentence a fault, for the person who sent it. */
export type Read<T> = { readonly value: T } | { readonly faults: readonly string[] }

/** What an event may have at most, in bytes: its state fits rows of the table. SNS itself takes 262,144. */
export const MAX_EVENT_BYTES = 100 * 1024

/** No more faults than these are told of one event. */
const MAX_FAULTS = 10

/** Reads the text of an event. Nothing is coerced: an event means what it says, or is none. */
export function readEvent<T extends z.ZodMiniType>(schema: T, text: string): Read<z.output<T>> {
  const bytes = Buffer.byteLength(text)
  if (bytes > MAX_EVENT_BYTES) return { faults: [`the event has ${bytes} bytes, and may have ${MAX_EVENT_BYTES}`] }
  const json = parseJson(text)
  if (!json) return { faults: ['the event is no JSON'] }
  const { success, data, error } = schema.safeParse(json.value)
  if (success) return { value: data }
  const faults = error.issues.flatMap((issue) => describe(issue, json.value))
  const more = faults.length - MAX_FAULTS
  return { faults: more > 0 ? [...faults.slice(0, MAX_FAULTS), `and ${more} more`] : faults }
}

export function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined
    throw cause
  }
}

type Issue = z.core.$ZodIssue

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  int: 'a whole number',
  number: 'a whole number',
  array: 'a list',
  object: 'an object',
}

function describe(issue: Issue, root: unknown): string[] {
  const what = nameOf(issue.path)
  if (issue.code === 'unrecognized_keys') {
    const where = issue.path.length === 0 ? '' : ` in ${what}`
    return issue.keys.map((key) => `unknown key ${quoted(key)}${where}`)
  }
  const value = valueAt(root, issue.path)
  if (value === undefined) return [`${what} is missing`]
  if (issue.code === 'invalid_type') return [`${what} must be ${KINDS[issue.expected] ?? issue.expected}`]
  if (issue.code === 'invalid_value') return [`${what} must be ${issue.values.map(String).join(' or ')}`]
  if (issue.code === 'invalid_union' && 'options' in issue)
    return [`${what} must be ${(issue.options as unknown[]).map(String).join(' or ')}`]
  if (issue.code === 'invalid_union' && 'errors' in issue) return describeUnion(issue, root)
  if (issue.code === 'too_small' || issue.code === 'too_big') {
    const least = issue.code === 'too_small'
    const bound = `at ${least ? 'least' : 'most'} ${String(least ? issue.minimum : issue.maximum)}`
    const unit = { array: ' entries', string: ' characters' }[issue.origin as string]
    return [`${what} must ${unit === undefined ? `be ${bound}` : `have ${bound}${unit}`}`]
  }
  return [`${what} ${issue.message}, not ${quoted(value)}`]
}

/** Of one word or a list: a list says what is wrong in it. */
function describeUnion({ path, errors }: Extract<Issue, { code: 'invalid_union' }>, root: unknown): string[] {
  const value = valueAt(root, path)
  const isWord = ([first]: readonly Issue[]): boolean => first?.code === 'invalid_value'
  const inner = errors.filter((each) => isWord(each) !== Array.isArray(value)).flat()
  if (Array.isArray(value)) return inner.flatMap((each) => describe({ ...each, path: [...path, ...each.path] }, root))
  const words = inner.flatMap((each) => (each.code === 'invalid_value' ? each.values.map(String) : []))
  return [`${nameOf(path)} must be ${words.join(' or ')} or a list, not ${quoted(value)}`]
}

/** `grants[3].role` */
function nameOf(path: readonly PropertyKey[]): string {
  const name = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('')
  return name === '' ? 'the event' : `\`${name.replace(/^\./, '')}\``
}

const valueAt = (root: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) =>
      value !== null && typeof value === 'object' && Object.hasOwn(value, key)
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    root,
  )

/** Text that somebody else wrote, short and visible. */
export function quoted(value: unknown): string {
  const text = escapeUnseen(typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing'))
  return `"${text.length > 100 ? `${text.slice(0, 100)}…` : text}"`
}
