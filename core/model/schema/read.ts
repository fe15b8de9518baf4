import type { z } from 'zod'
import { error, type Diagnostic } from '../diagnostic'
import { hintFor } from '../suggest'
import type { ValuePath, YamlFile } from '../yaml-file'
import { withoutFormats, type FaultParams } from './format'

type Issue = z.core.$ZodIssue

/** A file's data against its schema. */
export interface Read<T> {
  /** `undefined` where the shape is too far off to go on; texts of the wrong form and unknown keys do not hinder. */
  readonly value: T | undefined
  readonly diagnostics: readonly Diagnostic[]
}

/** Reads a YAML file by a schema; every fault becomes a diagnostic at its place. */
export function readBySchema<T>(file: YamlFile, schema: z.ZodType<T>): Read<T> {
  if (file.value === undefined) return { value: undefined, diagnostics: file.diagnostics }
  const strict = schema.safeParse(file.value)
  if (strict.success) return { value: strict.data, diagnostics: [] }
  const lenient = withoutFormats(() => schema.safeParse(withoutUnknownKeys(file.value, strict.error.issues)))
  return {
    value: lenient.success ? lenient.data : undefined,
    diagnostics: strict.error.issues.flatMap((issue) => describe(issue, file, [])),
  }
}

/** Takes out what the schema does not know, so that the rest can be checked further. */
function withoutUnknownKeys(value: unknown, issues: readonly Issue[]): unknown {
  const copy: unknown = structuredClone(value)
  for (const issue of issues) {
    const refused = issue.code === 'custom' && (issue.params as FaultParams | undefined)?.code === 'not-supported-yet'
    const paths = refused
      ? [issue.path]
      : issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => [...issue.path, key])
        : []
    for (const path of paths) {
      const parent = path.slice(0, -1).reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown>)[key], copy)
      Reflect.deleteProperty(parent as object, path.at(-1) as PropertyKey)
    }
  }
  return copy
}

function describe(issue: Issue, file: YamlFile, base: ValuePath): Diagnostic[] {
  const path = [...base, ...issue.path] as (string | number)[]
  const key = path.at(-1)
  const where = typeof key === 'string' ? `\`${key}\` ` : ''
  const at = file.locate(path)
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((unknown) => {
        const hint = /[()]/.test(unknown) ? 'quote a type that holds a comma' : undefined
        return error('unknown-key', `unknown key \`${unknown}\``, file.locateKey([...path, unknown]), hint)
      })
    case 'custom': {
      const params = issue.params as FaultParams | undefined
      const missing = params?.code === 'missing-key'
      const text = /^(must|is|needs) /.test(issue.message) ? `${where}${issue.message}` : issue.message
      const place = missing || params?.code === 'not-supported-yet' ? file.locateKey(path) : at
      return [error(params?.code ?? 'bad-value', text, place, params?.hint)]
    }
    case 'invalid_type':
      return [describeType(issue, file, path, where)]
    case 'invalid_value':
      return [describeChoice(issue.values.map(String), file, path, where)]
    case 'invalid_union':
      return describeUnion(issue, file, path, where)
    case 'too_small':
    case 'too_big':
      return [describeSize(issue, file, path, where)]
    case 'invalid_key':
      return issue.issues.map((inner) => ({ ...describeKey(inner, key), at: file.locateKey(path) }))
    default:
      return [error('bad-value', `${where}is not valid: ${issue.message}`, at)]
  }
}

function describeKey(inner: Issue, key: string | number | undefined): Diagnostic {
  const params = inner.code === 'custom' ? (inner.params as FaultParams | undefined) : undefined
  return error(params?.code ?? 'bad-name', `the name \`${key ?? ''}\` ${inner.message}`, undefined, params?.hint)
}

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  record: 'a map',
  null: 'nothing',
}

function valueAt(file: YamlFile, path: ValuePath): unknown {
  return path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], file.value)
}

function describeType(
  issue: Extract<Issue, { code: 'invalid_type' }>,
  file: YamlFile,
  path: ValuePath,
  where: string,
): Diagnostic {
  const value = valueAt(file, path)
  const expected = kinds[issue.expected] ?? issue.expected
  if (value === undefined) {
    const parent = path.slice(0, -1)
    return error('missing-key', `${where}is missing`, file.locate(parent), `it must be ${expected}`)
  }
  if (value === null) {
    const hint = 'write a value; ` #` begins a comment, so quote text that begins with #'
    return error('empty-value', `${where}is empty and must be ${expected}`, file.locate(path), hint)
  }
  const found = Array.isArray(value)
    ? 'a list'
    : typeof value === 'object'
      ? 'a map'
      : `${typeof value} ${JSON.stringify(value)}`
  const hint = issue.expected === 'string' && typeof value !== 'object' ? 'write it in quotes' : undefined
  return error('wrong-type', `${where}must be ${expected}, not ${found}`, file.locate(path), hint)
}

function describeChoice(choices: readonly string[], file: YamlFile, path: ValuePath, where: string): Diagnostic {
  const value = valueAt(file, path)
  if (value === undefined) {
    return error('missing-key', `${where}is missing`, file.locate(path.slice(0, -1)), `one of ${choices.join(', ')}`)
  }
  const shown = value !== null && typeof value === 'object' ? 'this' : JSON.stringify(value)
  return error(
    'bad-choice',
    `${where}must be one of ${choices.join(', ')}, not ${shown}`,
    file.locate(path),
    choiceHint(value, choices),
  )
}

const choiceHint = (value: unknown, choices: readonly string[]): string | undefined => {
  const hint = hintFor('choice', String(value), choices)
  return hint.startsWith('did you mean') ? hint : undefined
}

/** Of the branches of a union, the one that got furthest says what is wrong. */
function describeUnion(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  file: YamlFile,
  path: ValuePath,
  where: string,
): Diagnostic[] {
  const discriminator = 'discriminator' in issue ? issue.discriminator : undefined
  if (typeof discriminator === 'string') {
    const options = (('options' in issue ? issue.options : undefined) ?? []) as unknown[]
    const value = valueAt(file, path)
    if (value === null || typeof value !== 'object' || Array.isArray(value)) {
      return [error('wrong-type', `${where}must be a map`, file.locate(path))]
    }
    const full = path.at(-1) === discriminator ? path : [...path, discriminator]
    return [describeChoice(options.map(String), file, full, `\`${discriminator}\` `)]
  }
  const depth = (issues: readonly Issue[]): number =>
    Math.max(...issues.map((each) => each.path.length + (each.code === 'custom' ? 1 : 0)))
  const branches = [...issue.errors].filter((each) => each.length > 0).sort((a, b) => depth(b) - depth(a))
  const best = branches[0]
  if (best && depth(best) > 0) return best.flatMap((inner) => describe(inner, file, path))
  const choices = branches.flat().flatMap((each) => (each.code === 'invalid_value' ? each.values.map(String) : []))
  const other = branches.flat().find((each) => each.code === 'invalid_type')
  const expected = other?.code === 'invalid_type' ? ` or ${kinds[other.expected] ?? other.expected}` : ''
  return [
    error(
      'bad-choice',
      `${where}must be one of ${choices.join(', ')}${expected}`,
      file.locate(path),
      choiceHint(valueAt(file, path), choices),
    ),
  ]
}

function describeSize(
  issue: Extract<Issue, { code: 'too_small' | 'too_big' }>,
  file: YamlFile,
  path: ValuePath,
  where: string,
): Diagnostic {
  const least = issue.code === 'too_small'
  const bound = String(least ? issue.minimum : issue.maximum)
  const unit =
    issue.origin === 'string' ? ' characters' : issue.origin === 'array' ? (bound === '1' ? ' entry' : ' entries') : ''
  const verb = issue.origin === 'string' || issue.origin === 'array' ? 'have' : 'be'
  return error('out-of-range', `${where}must ${verb} at ${least ? 'least' : 'most'} ${bound}${unit}`, file.locate(path))
}
