import { DefaultTokenResolver, StringConcat, TerraformElement, Tokenization, type TerraformStack } from 'cdktf'
import { unmask } from './literal'

type Json = Record<string, unknown>

const resolver = new DefaultTokenResolver(new StringConcat())

/**
 * A stack's Terraform JSON: what `TerraformStack.toTerraform` makes, resolved once and not a second time as a whole,
 * which would take as long again and read people's text for tokens.
 */
export function stackJson(stack: TerraformStack, overrides: Json): object {
  const elements = stack.node
    .findAll()
    .filter((each): each is TerraformElement => TerraformElement.isTerraformElement(each))
  const resolve = (value: unknown): Json =>
    Tokenization.resolve(value, { scope: stack, resolver, preparing: false }) as Json
  const metadata: Json = {
    version: stack.node.tryGetContext('cdktfVersion') as string,
    stackName: stack.node.id,
    backend: 'local',
  }
  const json: Json = { '//': { metadata, outputs: { [stack.node.id]: { trustloom: 'trustloom' } } } }
  for (const element of elements) {
    merge(metadata, resolve(element.toMetadata()))
    merge(json, resolve(element.toTerraform()))
  }
  merge(json, overrides)
  return unmask(json)
}

/** Puts maps into each other and lists behind each other, as the parts of Terraform's JSON are meant. */
function merge(target: Json, source: Json): void {
  for (const [key, value] of Object.entries(source)) {
    const before = target[key]
    if (Array.isArray(before) && Array.isArray(value)) target[key] = [...(before as unknown[]), ...(value as unknown[])]
    else if (isMap(before) && isMap(value)) merge(before, value)
    else if (value !== undefined) target[key] = value
  }
}

const isMap = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
