import { ReviewInputError } from './input-error'

/** The most that is read, in bytes: JavaScript has no longer texts. */
export const MAX_INPUT = 512 * 1024 * 1024

/** How deep modules may lie in modules. */
export const MAX_MODULES = 20

export type Json = Readonly<Record<string, unknown>>

export const isJson = (value: unknown): value is Json =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

/** The JSON object that a text is; `undefined` for what is none. */
export function jsonIn(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isJson(value) ? value : undefined
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined
    throw cause
  }
}

/**
 * Reads Terraform's JSON of a plan or a state.
 *
 * @param what how the file is spoken of
 * @throws {ReviewInputError} for what is none, or of a major version that may mean something else
 * @see https://developer.hashicorp.com/terraform/internals/json-format#format-version-history
 */
export function parseTerraform(text: string, what: string): Json {
  const json = parseObject(text, what)
  const { format_version: version } = json
  if (typeof version !== 'string')
    throw new ReviewInputError(`${what} has no format_version: write it with \`terraform show -json\``)
  if (!/^1\.\d+$/.test(version))
    throw new ReviewInputError(`${what} has format_version ${version.slice(0, 20)}, and only 1.x is known`)
  return json
}

/** @throws {ReviewInputError} for what is no JSON object */
export function parseObject(text: string, what: string): Json {
  // A saved plan is a zip.
  if (text.startsWith('PK\u0003\u0004'))
    throw new ReviewInputError(`${what} is a saved plan: turn it into JSON with \`terraform show -json\``)
  let value: unknown
  try {
    value = JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text)
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    throw new ReviewInputError(`${what} is not JSON: it may be cut off, or have other lines before it`)
  }
  if (!isJson(value)) throw new ReviewInputError(`${what} is not a JSON object`)
  return value
}

export const listOf = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isJson) : [])

/** The value of a provider's argument in a plan's configuration, where it is a constant. */
export function constantIn(json: unknown, ...path: readonly string[]): unknown {
  let value: unknown = json
  for (const key of path) value = isJson(value) && Object.hasOwn(value, key) ? value[key] : undefined
  return isJson(value) ? value.constant_value : undefined
}
