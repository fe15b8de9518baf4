import { decode, Expression, type Value } from '../expression'
import { isJson } from './format'
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
    const elements = elementsOf(written, value, unknown)
    const merged = value.map((each, index) => withUnknown(each, unknown[index], elements[index]) ?? null)
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
  if (!isJson(written)) return new Expression('a computed block')
  const { constant_value: constant, references } = written
  if (constant !== undefined) return decode(constant)
  // What is made of a reference is not told: it may be a part of a text, or an argument of a function.
  const [first] = Array.isArray(references) ? (references as unknown[]) : []
  return new Expression(typeof first === 'string' ? `what is computed from ${first}` : 'a computed value')
}

/** What the configuration says of a value by itself: constants as they are, and blocks with all that is in them. */
export function asWritten(written: Written): Value {
  if (Array.isArray(written)) return (written as readonly Written[]).map(asWritten)
  if (!isJson(written) || isArgument(written)) return fromConfiguration(written) ?? null
  return Object.fromEntries(Object.entries(written).map(([key, each]) => [key, asWritten(each as Written)]))
}

/** What is written of an argument's value, as far as that can be told; the rest is computed from something. */
const COMPUTED: Written = { references: [] }

/** An argument, and no block: nothing but a constant or references is said of it. */
const isArgument = (written: Written): written is Readonly<Record<string, unknown>> =>
  isJson(written) && ['constant_value', 'references'].some((each) => Object.hasOwn(written, each))

function partOf(written: Written, key: string): Written {
  if (!isJson(written)) return undefined
  if (!isArgument(written)) return Object.hasOwn(written, key) ? (written[key] as Written) : undefined
  const { constant_value: constant } = written
  if (!isJson(constant)) return COMPUTED
  return Object.hasOwn(constant, key) ? { constant_value: constant[key] } : undefined
}

/** How each element is written. A set has another order in the plan than where it is written. */
function elementsOf(written: Written, value: readonly Value[], unknown: readonly unknown[]): readonly Written[] {
  if (Array.isArray(written)) return value.map((each, index) => blockOf(written, each, unknown[index]))
  if (!isArgument(written)) return value.map(() => written)
  const { constant_value: constants } = written
  const computed = (Array.isArray(constants) ? constants : []).filter((each) => decode(each) instanceof Expression)
  const open = value.flatMap((_, index) => (unknown[index] === true ? [index] : []))
  // As many are computed as are not known: so these are the same ones, and in the same order.
  const same = open.length === computed.length
  return value.map((_, index) => (same ? { constant_value: computed[open.indexOf(index)] as unknown } : COMPUTED))
}

/** The block that agrees with what is known of it; where several do, none can be told. */
function blockOf(blocks: readonly unknown[], value: Value, unknown: unknown): Written {
  const agrees = (block: unknown): boolean =>
    !isJson(block) ||
    !isObject(value) ||
    Object.entries(block).every(([key, each]) => {
      const open = isJson(unknown) ? unknown[key] : unknown
      const constant = isArgument(each as Written)
        ? decode((each as Record<string, unknown>).constant_value)
        : undefined
      if (open === true) return true
      return typeof constant !== 'string' || constant === value[key]
    })
  const [only, ...more] = blocks.length === 1 ? blocks : blocks.filter(agrees)
  return more.length === 0 && only !== undefined ? (only as Written) : COMPUTED
}
