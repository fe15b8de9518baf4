import type { Lookup } from './context'
import { invalidPolicy } from './errors'

/** A stretch of policy text. In a literal one, `*` and `?` are plain characters. */
export interface Run {
  readonly text: string
  readonly literal: boolean
}

/** `${key}` or `${key, 'fallback'}`. */
interface Variable {
  readonly key: string
  readonly fallback: string | undefined
}

/** Policy text with its variables still open. */
export type Template = readonly (Run | Variable)[]

// One of the three escapes, or a key with an optional default: `, ` and text in single quotes.
const VARIABLE = /\$\{(?:([*?$])|([^{}$*?',]+)(?:, '([^']*)')?)\}/y

/**
 * Reads policy text. `expands` is whether the policy's version knows variables: before 2012-10-17 they are plain text.
 * What comes from a variable, its default included, is literal: a `*` in a session tag never becomes a wildcard.
 *
 * @throws {EvaluationError} `invalid-policy` for a `${` that begins no variable.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function parseTemplate(text: string, expands: boolean): Template {
  if (!expands || !text.includes('${')) return [{ text, literal: false }]
  const template: (Run | Variable)[] = []
  let at = 0
  for (let open = text.indexOf('${'); open >= 0; open = text.indexOf('${', at)) {
    VARIABLE.lastIndex = open
    const found = VARIABLE.exec(text)
    if (found === null) throw invalidPolicy(`malformed policy variable in ${JSON.stringify(text)}`)
    if (open > at) template.push({ text: text.slice(at, open), literal: false })
    const [, escaped, key = '', fallback] = found
    template.push(escaped === undefined ? { key, fallback } : { text: escaped, literal: true })
    at = VARIABLE.lastIndex
  }
  if (at < text.length) template.push({ text: text.slice(at), literal: false })
  return template
}

/** The text of a template that holds no variable, else `undefined`. */
export function fixedRuns(template: Template): readonly Run[] | undefined {
  return template.every((part) => 'text' in part) ? template : undefined
}

/**
 * Puts the request's values in. `undefined` when a variable has no value: its key is missing without a default, or is
 * multivalued, which IAM does not let stand in a variable. An empty string is a value.
 */
export function resolve(template: Template, lookup: Lookup): readonly Run[] | undefined {
  const runs: Run[] = []
  for (const part of template) {
    if ('text' in part) {
      runs.push(part)
      continue
    }
    const value = lookup(part.key) ?? part.fallback
    if (typeof value !== 'string') return undefined
    runs.push({ text: value, literal: true })
  }
  return runs
}

/** The characters of the runs, for comparisons that know no wildcards. */
export const plainText = (runs: readonly Run[]): string => runs.map((run) => run.text).join('')
