import type { z } from 'zod'
import type { Diagnostic } from '../diagnostic'
import { didYouMean } from '../suggest'
import type { YamlFile } from '../yaml-file'
import type { ValuePath } from '../yaml-path'
import { isLater, withoutFormats, type FaultParams } from './format'
import { describeIssue, type Issue } from './issue'
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
  const { issues } = strict.error
  const lenient = withoutFormats(() => schema.safeParse(withoutUnknownKeys(file.value, issues)))
  return {
    value: lenient.success ? lenient.data : undefined,
    diagnostics: withoutEchoes(issues, file).flatMap((issue) => describeIssue(issue, file)),
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
