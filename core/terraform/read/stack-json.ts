import { decode, type Value } from '../expression'
import { isJson, parseObject, type Json } from './format'
import { hasKeyTwice } from './key-twice'
import { isObject, type ReadResource, type Values } from './resource'

/** A stack's `cdk.tf.json`, read: every text as Terraform reads it, and nothing put in for references. */
export interface StackJson {
  readonly resources: readonly ReadResource[]
  /** What stands beside the resources: `provider`, `terraform`, `output`, … */
  readonly beside: Values
  /** What is not in the form that Trustloom writes: address → why. */
  readonly faults: ReadonlyMap<string, string>
}

/** What makes none or several of a resource, or does something else beside it. */
const MULTIPLIES = ['connection', 'count', 'dynamic', 'for_each', 'provisioner']

const FORM = 'is written in a form that Trustloom does not write'

/**
 * Reads a stack's `cdk.tf.json`.
 *
 * @param what how the file is spoken of
 * @throws {ReviewInputError} for what is no JSON object
 * @see https://developer.hashicorp.com/terraform/language/syntax/json
 */
export function readStackJson(text: string, what: string): StackJson {
  const json = parseObject(text, what)
  return stackJson(json, hasKeyTwice(text, json) ? [[what, 'has a key twice, and Terraform may take both']] : [])
}

/** The same of what is parsed already. */
export function stackJson(json: Json, found: readonly [address: string, why: string][] = []): StackJson {
  const { resource, '//': _, ...beside } = json
  const faults = new Map(found)
  const resources: ReadResource[] = []
  if (resource !== undefined && !isJson(resource)) faults.set('resource', FORM)
  for (const [type, named] of Object.entries(isJson(resource) ? resource : {})) {
    if (!isJson(named)) faults.set(type, FORM)
    for (const [name, body] of Object.entries(isJson(named) ? named : {})) {
      const address = `${type}.${name}`
      const values = decode(Array.isArray(body) && body.length === 1 ? (body[0] as unknown) : body)
      if (!isObject(values)) {
        faults.set(address, FORM)
        continue
      }
      resources.push({ address, type, values })
      const other = MULTIPLIES.find((each) => Object.hasOwn(values, each))
      if (other !== undefined) faults.set(address, `has ${other}, which Trustloom does not render`)
    }
  }
  return { resources, beside: decode(beside) as { readonly [key: string]: Value }, faults }
}
