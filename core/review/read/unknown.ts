import { decode, Expression, type Value } from '../synth/expression'
import { isList, isObject } from './resource'

/** How an argument is written in a plan's `configuration`: a constant, references, or blocks. */
export type Written = Readonly<Record<string, unknown>> | readonly unknown[] | undefined

/**
 * Puts in what a plan does not know: what the configuration says as a constant, or else an expression; an argument that
 * the configuration does not have is computed by the provider and stays out. Where nothing is put in, the value itself
 * is returned.
 *
 * @see https://developer.hashicorp.com/terraform/internals/json-format#change-representation
 */
export function withUnknown(value: Value | undefined, unknown: unknown, written: Written): Value | undefined {
  if (unknown === true) return fromConfiguration(written)
  if (Array.isArray(unknown)) {
    if (!isList(value)) return value
    const merged = value.map((each, index) => withUnknown(each, unknown[index], elementOf(written, index)) ?? null)
    return merged.some((each, index) => each !== value[index]) ? merged : value
  }
  if (typeof unknown !== 'object' || unknown === null || !isObject(value)) return value
  let merged: Record<string, Value> | undefined
  for (const [key, each] of Object.entries(unknown)) {
    if (each === false || isEmpty(each)) continue
    const known = withUnknown(value[key], each, partOf(written, key))
    if (known === undefined || known === value[key]) continue
    merged ??= { ...value }
    merged[key] = known
  }
  return merged ?? value
}

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0

function fromConfiguration(written: Written): Value | undefined {
  if (written === undefined) return undefined
  if (Array.isArray(written)) return new Expression('a computed block')
  const { constant_value: constant, references } = written as Readonly<Record<string, unknown>>
  if (constant !== undefined) return decode(constant)
  const [first] = Array.isArray(references) ? (references as unknown[]) : []
  return new Expression(typeof first === 'string' ? `\${${first}}` : 'a computed value')
}

const partOf = (written: Written, key: string): Written =>
  written !== undefined && !Array.isArray(written) ? ((written as Record<string, unknown>)[key] as Written) : undefined

const elementOf = (written: Written, index: number): Written =>
  Array.isArray(written) ? (written[index] as Written) : written
