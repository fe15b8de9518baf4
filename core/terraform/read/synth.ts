import type { Value } from '../expression'
import { stackBlocks } from './blocks'
import type { Json } from './format'
import { readOutput } from './output'
import { resolveReferences } from './references'
import { isObject } from './resource'
import type { ReadStack } from './stack'
import { readStackJson, stackJson, type StackJson } from './stack-json'

/**
 * Reads a stack's `cdk.tf.json`, with what its references mean put in.
 *
 * @param what how the file is spoken of
 * @throws {ReviewInputError} for what is no JSON object
 */
export const readSynth = (text: string, what: string): ReadStack => stackOf(readStackJson(text, what))

/** A stack as it was rendered, which need not be written and read for it. */
export const readRendered = (json: Json): ReadStack => stackOf(stackJson(json))

function stackOf({ resources, beside, faults }: StackJson): ReadStack {
  const { provider = null, output: outputs } = beside
  const output = isObject(outputs) && isObject(outputs.trustloom) ? outputs.trustloom.value : undefined
  const scope = scopeOf(isObject(provider) ? (provider.aws ?? null) : null)
  return {
    output: readOutput(output),
    ...scope,
    resources: resolveReferences(resources, scope),
    blocks: stackBlocks(beside),
    faults,
  }
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
