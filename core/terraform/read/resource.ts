import { mapBy } from '../../model/group-by'
import { Expression, type Value } from '../expression'

/** A resource of a plan, a state or a synthesized stack. */
export interface ReadResource {
  /** `aws_iam_role.persona_reader`, with the module before it. */
  readonly address: string
  readonly type: string
  /** Arguments and, of a plan or state, attributes that the provider computed. */
  readonly values: Values
}

const byType = new WeakMap<readonly ReadResource[], ReadonlyMap<string, readonly ReadResource[]>>()

/** The resources of a type: many ask for a few of all. */
export function ofType(resources: readonly ReadResource[], type: string): readonly ReadResource[] {
  const sorted = byType.get(resources) ?? mapBy(resources, (each) => each.type)
  byType.set(resources, sorted)
  return sorted.get(type) ?? NO_RESOURCES
}

const NO_RESOURCES: readonly ReadResource[] = []

/** Arguments by name. */
export type Values = { readonly [key: string]: Value }

const NONE: Values = {}
const NO_TEXTS: readonly string[] = []

/** The text of an argument; `undefined` where there is none, or Terraform computes it. */
export function textIn(values: Values, key: string): string | undefined {
  const value = values[key]
  return typeof value === 'string' ? value : undefined
}

/** The texts of a list, sorted. */
export function textsIn(values: Values, key: string): readonly string[] {
  const value = values[key]
  if (!isList(value)) return NO_TEXTS
  const texts = value.filter((each) => typeof each === 'string')
  return texts.length > 1 ? texts.sort() : texts
}

/** The blocks of a name, which Terraform's JSON writes as an object or as a list. */
export function blocksIn(values: Values, key: string): readonly Values[] {
  const value = values[key]
  if (isList(value)) return value.flatMap((each) => (each === null ? [NONE] : isObject(each) ? [each] : []))
  return isObject(value) ? [value] : []
}

/** Whether something is said: Terraform writes what is not as null, as false, or as what is empty. */
export function isSaid(value: Value | undefined): boolean {
  if (value === undefined || value === null || value === false || value === '' || value === 0) return false
  if (value instanceof Expression) return true
  if (isList(value)) return value.length > 0
  return typeof value !== 'object' || Object.keys(value).length > 0
}

export const isList = (value: Value | undefined): value is readonly Value[] => Array.isArray(value)

export const isObject = (value: unknown): value is Values =>
  value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof Expression)

/** Whether Terraform computes a value, or something in it. */
export const holdsExpression = (value: Value | undefined): boolean =>
  value instanceof Expression ||
  (typeof value === 'object' && value !== null && Object.values(value).some((each) => holdsExpression(each as Value)))
