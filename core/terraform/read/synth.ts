import { decode, type Value } from '../expression'
import { hasKeyTwice } from './key-twice'
import { isJson, parseObject } from './format'
import { readOutput } from './output'
import { resolveReferences } from './references'
import { isObject, type ReadResource } from './resource'
import type { ReadStack } from './stack'

/** What may stand in a stack beside its resources; whatever else does is not understood. */
const TOP = new Set(['//', 'import', 'output', 'provider', 'resource', 'terraform', 'variable'])

/** What makes none or several of a resource, or does something else beside it. */
const MULTIPLIES = ['connection', 'count', 'dynamic', 'for_each', 'provisioner']

/**
 * Reads a stack's `cdk.tf.json`.
 *
 * @param what how the file is spoken of
 * @throws {ReviewInputError} for what is no JSON object
 * @see https://developer.hashicorp.com/terraform/language/syntax/json
 */
export function readSynth(text: string, what: string): ReadStack {
  const json = parseObject(text, what)
  const faults = new Map<string, string>()
  for (const key of Object.keys(json)) if (!TOP.has(key)) faults.set(key, 'is not what Trustloom renders')
  if (hasKeyTwice(text, json)) faults.set(what, 'has a key twice, and Terraform may take both')
  const output = isJson(json.output) ? json.output.trustloom : undefined
  const resources: ReadResource[] = []
  if (json.resource !== undefined && !isJson(json.resource))
    faults.set('resource', 'is written in a form that Trustloom does not write')
  for (const [type, named] of Object.entries(isJson(json.resource) ? json.resource : {})) {
    if (!isJson(named)) faults.set(type, 'is written in a form that Trustloom does not write')
    for (const [name, body] of Object.entries(isJson(named) ? named : {})) {
      const one = Array.isArray(body) && body.length === 1 ? (body[0] as unknown) : body
      const values = decode(one)
      if (isObject(values)) {
        resources.push({ address: `${type}.${name}`, type, values })
        const other = MULTIPLIES.find((each) => Object.hasOwn(values, each))
        if (other !== undefined) faults.set(`${type}.${name}`, `has ${other}, which Trustloom does not render`)
      } else faults.set(`${type}.${name}`, 'is written in a form that Trustloom does not write')
    }
  }
  const scope = scopeOf(isJson(json.provider) ? decode(json.provider.aws) : null)
  const said = readOutput(isJson(output) ? decode(output.value) : undefined)
  return { output: said, ...scope, resources: resolveReferences(resources, scope), faults }
}

function scopeOf(provider: Value): Pick<ReadStack, 'account' | 'region'> {
  const blocks = (Array.isArray(provider) ? (provider as Value[]) : [provider]).filter(isObject)
  const own = blocks.find((each) => each.alias === undefined)
  const accounts = own?.allowed_account_ids
  const [account] = Array.isArray(accounts) ? (accounts as readonly unknown[]) : []
  const region = own?.region
  return {
    account: typeof account === 'string' ? account : undefined,
    region: typeof region === 'string' ? region : undefined,
  }
}
