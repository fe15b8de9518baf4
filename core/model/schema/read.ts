import type { z } from 'zod'
import type { Diagnostic } from '../diagnostic'
import { didYouMean } from '../suggest'
import type { YamlFile } from '../yaml-file'
import type { ValuePath } from '../yaml-path'
import { isLater, withoutFormats, type FaultParams } from './format'
import { describeIssue, withoutUnions, type Issue } from './issue'
import { valueAt } from './value-words'

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
  const issues = withoutUnions(strict.error.issues)
  const known = without(file.value, [...unknownKeys(issues), ...wrongNumbers(issues)])
  const lenient = withoutFormats(() => schema.safeParse(known))
  const all = [...issues, ...(lenient.success ? [] : rulesBehind(file.value, schema, issues))]
  return {
    value: lenient.success ? lenient.data : undefined,
    diagnostics: withoutEchoes(all, file).flatMap((issue) => describeIssue(issue, file)),
  }
}

/**
 * A value of the wrong type keeps zod from asking rules over what it lies in. They are asked without the value.
 */
function rulesBehind(value: unknown, schema: z.ZodType, issues: readonly Issue[]): Issue[] {
  const wrong = issues.filter(({ code }) => code !== 'custom' && code !== 'unrecognized_keys').map(({ path }) => path)
  const paths = wrong.filter((path) => path.length > 0 && path.every((each) => typeof each === 'string'))
  const again = schema.safeParse(without(value, [...unknownKeys(issues), ...paths]))
  const told = new Set(issues.map(inOneText))
  // A rule over the map that the value is taken from may need it.
  const maps = new Set(paths.flatMap((each) => (each.length === 1 ? [] : [JSON.stringify(each.slice(0, -1))])))
  return (again.error?.issues ?? []).filter(
    (each) => each.code === 'custom' && !maps.has(JSON.stringify(each.path)) && !told.has(inOneText(each)),
  )
}

type Path = readonly PropertyKey[]

const inOneText = ({ code, path, message }: Issue): string => JSON.stringify([code, path, message])

/** An issue does not say which keys the schema knows, and only zod's error map sees the schema: so they become the message. */
const nameKnownKeys: z.core.$ZodErrorMap = (issue) => {
  if (issue.code !== 'unrecognized_keys') return undefined
  const { shape = {} } = (issue.inst as Partial<z.ZodObject> | undefined) ?? {}
  const known = Object.entries(shape as Record<string, z.ZodType>).filter(([, each]) => !isLater(each))
  return known.map(([key]) => key).join(' ')
}

/** What a map lacks is told once its keys are right: `to: { persna: reader }` and `domian: x` have one fault each. */
function withoutEchoes(issues: readonly Issue[], file: YamlFile): readonly Issue[] {
  const place = (path: Path): string => JSON.stringify(path)
  const unknown = new Map(
    issues.flatMap((each) => (each.code === 'unrecognized_keys' ? [[place(each.path), each.keys] as const] : [])),
  )
  const wrong = new Set(issues.flatMap((each) => (each.code === 'invalid_type' ? [place(each.path)] : [])))
  return issues.filter((issue) => {
    if (issue.code === 'unrecognized_keys') return true
    if (issue.code === 'custom' && unknown.has(place(issue.path))) return false
    const parent = issue.path.slice(0, -1)
    const missing = missingIn(issue, file)
    if (issue.code === 'custom' && missing.some((key) => wrong.has(place([...parent, key])))) return false
    return !unknown.get(place(parent))?.some((key) => didYouMean(key, missing) !== undefined)
  })
}

/** The keys that an issue misses: in a rule between keys, those that its message names and nobody wrote. */
function missingIn(issue: Issue, file: YamlFile): string[] {
  const path = issue.path as ValuePath
  if (valueAt(file, path) === undefined) return [String(path.at(-1))]
  if (issue.code !== 'custom' || (issue.params as FaultParams | undefined)?.code !== 'missing-key') return []
  const named = [...issue.message.matchAll(/`(\w+)`/g)].map(([, key = '']) => key)
  return named.filter((key) => key !== path.at(-1))
}

/** What the schema does not know, or refuses. */
const unknownKeys = (issues: readonly Issue[]): Path[] =>
  issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [...issue.path, key])
    const refused = issue.code === 'custom' && (issue.params as FaultParams | undefined)?.code === 'not-supported-yet'
    return refused ? [issue.path] : []
  })

/** Numbers of the wrong size or type: each has a default, with which the rest can be checked further. */
const wrongNumbers = (issues: readonly Issue[]): Path[] =>
  issues.flatMap((issue) => {
    const isNumber =
      issue.code === 'invalid_type'
        ? /^(?:number|int)$/.test(issue.expected)
        : (issue.code === 'too_small' || issue.code === 'too_big') && /^(?:number|int)$/.test(issue.origin)
    return isNumber ? [issue.path] : []
  })

/** A copy without some of its keys. */
function without(value: unknown, paths: readonly Path[]): unknown {
  const copy: unknown = structuredClone(value)
  for (const path of paths) {
    const parent = path
      .slice(0, -1)
      .reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], copy)
    if (typeof parent === 'object' && parent !== null) Reflect.deleteProperty(parent, path.at(-1) as PropertyKey)
  }
  return copy
}
