import type { z } from 'zod'
import { error, type Diagnostic, type Position } from '../diagnostic'
import { didYouMean, hintFor } from '../suggest'
import type { ValuePath, YamlFile } from '../yaml-file'
import { isLater, withoutFormats, type FaultParams } from './format'

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
  const strict = schema.safeParse(file.value, { error: nameKnownKeys })
  if (strict.success) return { value: strict.data, diagnostics: [] }
  const { issues } = strict.error
  const lenient = withoutFormats(() => schema.safeParse(withoutUnknownKeys(file.value, issues)))
  return {
    value: lenient.success ? lenient.data : undefined,
    diagnostics: withoutEchoes(issues, file).flatMap((issue) => describe(issue, file, [])),
  }
}

/** An issue does not say which keys the schema knows, and only zod's error map sees the schema: so they become the message. */
const nameKnownKeys: z.core.$ZodErrorMap = (issue) => {
  if (issue.code !== 'unrecognized_keys') return undefined
  const { shape = {} } = (issue.inst as Partial<z.ZodObject> | undefined) ?? {}
  const known = Object.entries(shape as Record<string, z.ZodType>).filter(([, each]) => !isLater(each))
  return known.map(([key]) => key).join(' ')
}

/** What a map lacks is told once its keys are right: `to: { persna: reader }` and `domian: x` have one fault each. */
function withoutEchoes(issues: readonly Issue[], file: YamlFile): readonly Issue[] {
  const place = (path: readonly PropertyKey[]): string => JSON.stringify(path)
  const unknown = new Map(
    issues.flatMap((each) => (each.code === 'unrecognized_keys' ? [[place(each.path), each.keys] as const] : [])),
  )
  return issues.filter((issue) => {
    if (issue.code === 'unrecognized_keys') return true
    if (issue.code === 'custom' && unknown.has(place(issue.path))) return false
    const missing = valueAt(file, issue.path as ValuePath) === undefined ? [String(issue.path.at(-1))] : []
    return !unknown.get(place(issue.path.slice(0, -1)))?.some((key) => didYouMean(key, missing) !== undefined)
  })
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

/** Faults of a key, whatever its value says. */
const keyFaults = new Set(['missing-key', 'not-supported-yet', 'duplicate-column', 'duplicate-tag', 'tag-clash'])

function describe(issue: Issue, file: YamlFile, base: ValuePath): Diagnostic[] {
  const path = [...base, ...issue.path] as (string | number)[]
  const what = nameOf(path)
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((unknown) => {
        const place = file.locateKey([...path, unknown])
        return error(
          'unknown-key',
          `unknown key \`${unknown}\``,
          place,
          hintFor('key', unknown, issue.message.split(' ')),
        )
      })
    case 'custom': {
      const params = issue.params as FaultParams | undefined
      const code = params?.code ?? 'bad-value'
      const text = /^(must|is|needs) /.test(issue.message) ? `${what} ${issue.message}` : issue.message
      const place = keyFaults.has(code) ? file.locateKey(path) : file.locate(path)
      return [error(code, text, place, params?.hint)]
    }
    case 'invalid_type':
      return [describeType(issue.expected, file, path)]
    case 'invalid_value':
      return [describeChoice(issue.values.map(String), file, path)]
    case 'invalid_union':
      return describeUnion(issue, file, path)
    case 'too_small':
    case 'too_big':
      return [describeSize(issue, file, path)]
    case 'invalid_key':
      return issue.issues.map((inner) => describeKey(inner, String(path.at(-1)), file.locateKey(path)))
    default:
      return [error('bad-value', `${what} is not valid: ${issue.message}`, file.locate(path))]
  }
}

/** How a message calls a value: by its key, or as an entry of the list that has one. */
function nameOf(path: ValuePath): string {
  const index = path.findLastIndex((each) => typeof each === 'string')
  if (index === -1) return 'the file'
  return `${index === path.length - 1 ? '' : 'an entry of '}\`${path[index]}\``
}

function describeKey(inner: Issue, key: string, at: Position): Diagnostic {
  const params = inner.code === 'custom' ? (inner.params as FaultParams | undefined) : undefined
  const hint = /[()<>]/.test(key) ? 'quote a type that holds a comma: "decimal(10,2)"' : params?.hint
  return error(params?.code ?? 'bad-name', `\`${key}\` ${inner.message}`, at, hint)
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

const kindOf = (type: string): string => kinds[type] ?? type

function valueAt(file: YamlFile, path: ValuePath): unknown {
  return path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], file.value)
}

function show(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a map'
  return `the ${typeof value === 'string' ? 'text' : typeof value === 'number' ? 'number' : 'value'} ${JSON.stringify(value)}`
}

/** A value that is not there at all, or that nobody wrote behind its key; `undefined` where there is one. */
function describeAbsence(expected: string, file: YamlFile, path: ValuePath): Diagnostic | undefined {
  const value = valueAt(file, path)
  if (value === undefined) {
    const parent = path.slice(0, -1)
    const where = parent.length === 0 ? '' : ` in ${nameOf(parent)}`
    return error('missing-key', `\`${path.at(-1)}\` is missing${where}`, file.locate(parent), `add it: ${expected}`)
  }
  if (value !== null) return undefined
  const hint =
    expected === 'text'
      ? 'write a value; ` #` begins a comment, so quote text that begins with #'
      : 'write a value, or remove the key'
  return error('empty-value', `${nameOf(path)} is empty and must be ${expected}`, file.locate(path), hint)
}

function describeType(type: string, file: YamlFile, path: ValuePath): Diagnostic {
  const absent = describeAbsence(kindOf(type), file, path)
  if (absent) return absent
  const value = valueAt(file, path)
  const message = `${nameOf(path)} must be ${kindOf(type)}, not ${show(value)}`
  return error('wrong-type', message, file.locate(path), typeHint(type, value))
}

function typeHint(type: string, value: unknown): string | undefined {
  const isScalar = typeof value !== 'object'
  if (type === 'string') return isScalar ? 'write it in quotes' : undefined
  if (type === 'array' && isScalar) return `write it in brackets: [${String(value)}]`
  if (type === 'object' || type === 'record') return 'a map has keys: `key: value`, without dashes'
  if (type === 'boolean' && /^(?:yes|on|no|off)$/i.test(String(value)))
    return `write ${/^(?:yes|on)$/i.test(String(value)) ? 'true' : 'false'}`
  return undefined
}

function describeChoice(choices: readonly string[], file: YamlFile, path: ValuePath, more = ''): Diagnostic {
  const expected = `${choices.length > 1 ? 'one of ' : ''}${choices.join(', ')}${more}`
  const absent = describeAbsence(expected, file, path)
  if (absent) return absent
  const value = valueAt(file, path)
  const shown = typeof value === 'object' ? show(value) : JSON.stringify(value)
  const message = `${nameOf(path)} must be ${expected}, not ${shown}`
  return error('bad-choice', message, file.locate(path), didYouMean(String(value), choices))
}

/** Of the branches of a union, the one that got furthest says what is wrong. */
function describeUnion(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  file: YamlFile,
  path: ValuePath,
): Diagnostic[] {
  // Where the key that decides between branches is none of them, `path` leads to it and `options` are what it may be.
  if ('options' in issue) return [describeChoice((issue.options as unknown[]).map(String), file, path)]
  const depth = (issues: readonly Issue[]): number =>
    Math.max(...issues.map((each) => each.path.length + (each.code === 'custom' ? 1 : 0)))
  const branches = [...issue.errors].filter((each) => each.length > 0).sort((a, b) => depth(b) - depth(a))
  const best = branches[0]
  if (best && depth(best) > 0) return best.flatMap((inner) => describe(inner, file, path))
  const choices = branches.flat().flatMap((each) => (each.code === 'invalid_value' ? each.values.map(String) : []))
  const other = branches.flat().find((each) => each.code === 'invalid_type')
  return [describeChoice(choices, file, path, other?.code === 'invalid_type' ? ` or ${kindOf(other.expected)}` : '')]
}

function describeSize(
  issue: Extract<Issue, { code: 'too_small' | 'too_big' }>,
  file: YamlFile,
  path: ValuePath,
): Diagnostic {
  const least = issue.code === 'too_small'
  const bound = Number(least ? issue.minimum : issue.maximum)
  const units: Readonly<Record<string, readonly [one: string, many: string]>> = {
    string: ['character', 'characters'],
    array: ['entry', 'entries'],
  }
  const unit = units[issue.origin]?.[bound === 1 ? 0 : 1]
  const size = `at ${least ? 'least' : 'most'} ${bound}`
  const must = unit === undefined ? `be ${size}, not ${String(valueAt(file, path))}` : `have ${size} ${unit}`
  return error('out-of-range', `${nameOf(path)} must ${must}`, file.locate(path))
}
