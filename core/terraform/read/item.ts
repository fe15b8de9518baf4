import { remember } from '../../policy/evaluate/memo'
import { isJson } from './format'

/** A value of a row. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [name: string]: Plain }

/** A number as DynamoDB takes it: in tens. */
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

/** A text that is no item as DynamoDB writes it. */
export class ItemFault extends Error {}

/**
 * Reads an item in DynamoDB's JSON, `{ "PK": { "S": "…" } }`, as Terraform hands it on.
 *
 * @throws {ItemFault} where DynamoDB would refuse it, or where it is of a type that no row of a mesh has.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html
 */
export function readItem(text: string): Readonly<Record<string, Plain>> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new ItemFault('is no JSON')
    throw cause
  }
  return mapOf(json, 'the item')
}

/** The item that a text is, if it is one; equal texts are read once, since before and after mostly say the same. */
export const itemIn = (text: string): Readonly<Record<string, Plain>> | undefined => known(text).item

const known = remember((text): { readonly item: Readonly<Record<string, Plain>> | undefined } => {
  try {
    return { item: readItem(text) }
  } catch (cause) {
    if (cause instanceof ItemFault) return { item: undefined }
    throw cause
  }
})

function mapOf(value: unknown, name: string): Record<string, Plain> {
  if (!isJson(value)) throw new ItemFault(`${name} is no object`)
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, valueOf(each, key)]))
}

function valueOf(value: unknown, name: string): Plain {
  const [typed, ...more] = isJson(value) ? Object.entries(value) : []
  if (!typed || more.length > 0) throw new ItemFault(`${name} is not one value with its type`)
  const [type, inner] = typed
  if (type === 'S' && typeof inner === 'string') return inner
  if (type === 'N' && typeof inner === 'string' && NUMBER.test(inner) && Number.isFinite(Number(inner)))
    return Number(inner)
  if (type === 'BOOL' && typeof inner === 'boolean') return inner
  if (type === 'NULL' && inner === true) return null
  if (type === 'L' && Array.isArray(inner)) return inner.map((each) => valueOf(each, name))
  if (type === 'M') return mapOf(inner, name)
  throw new ItemFault(`${name} is no value of the type ${type}`)
}
