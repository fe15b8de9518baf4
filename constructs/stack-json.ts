import {
  DefaultTokenResolver,
  StringConcat,
  TerraformElement,
  TerraformResource,
  Tokenization,
  type TerraformStack,
} from 'cdktf'
import { isListToken, looksLikeToken, unmask } from './literal'

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
  const plain = plainly((value) => Tokenization.resolve(value, { scope: stack, resolver, preparing: false }) as unknown)
  const metadata: Json = {
    version: stack.node.tryGetContext('cdktfVersion') as string,
    stackName: stack.node.id,
    backend: 'local',
  }
  const json: Json = { '//': { metadata, outputs: { [stack.node.id]: { trustloom: 'trustloom' } } } }
  for (const element of elements) {
    merge(metadata, plain(element.toMetadata()) as Json)
    merge(json, plain(element.toTerraform()) as Json)
  }
  merge(json, unmask(overrides))
  return json
}

/**
 * Resolves CDKTF's tokens in a value. CDKTF's own walk takes longer than everything else of a synth: it is given only
 * what may be a token.
 */
function plainly(resolve: (value: unknown) => unknown): (value: unknown) => unknown {
  const known = new Map<string, unknown>()
  const text = (value: string): unknown => {
    if (!looksLikeToken(value)) return value
    if (!known.has(value)) known.set(value, dependencyIn(value) ?? unmask(resolve(value)))
    return known.get(value)
  }
  const plain = (value: unknown): unknown => {
    if (typeof value === 'string') return text(value)
    if (isToken(value)) return unmask(resolve(value))
    if (Array.isArray(value)) return value.map(plain).filter((each) => each !== undefined)
    if (!isMap(value)) return value
    const found: Json = {}
    for (const key of Object.keys(value)) {
      const each = plain(value[key])
      if (each !== undefined) found[key] = each
    }
    return found
  }
  return plain
}

/** The address that a token stands for which says what a resource depends on: half of all tokens are such. */
function dependencyIn(text: string): string | undefined {
  const fragments = Tokenization.reverseString(text)
  const { dependable } = (fragments.length === 1 ? (fragments.firstToken ?? {}) : {}) as {
    readonly dependable?: unknown
  }
  if (!TerraformResource.isTerraformResource(dependable)) return undefined
  return `${dependable.terraformResourceType}.${dependable.friendlyUniqueId}`
}

/** Whether a value that is no text may be a token, or hold one other than as a value of its own. */
function isToken(value: unknown): boolean {
  if (typeof value === 'number') return !(Math.abs(value) < LEAST_TOKEN)
  if (Array.isArray(value))
    return value.some((each) =>
      typeof each === 'string' ? isListToken(each) : typeof each === 'number' && isToken(each),
    )
  if (!isMap(value)) return typeof value === 'function'
  return (
    Object.getPrototypeOf(value) !== Object.prototype ||
    Tokenization.isResolvable(value) ||
    Object.keys(value).some(looksLikeToken)
  )
}

/** Numbers that are tokens are about -1.8e289. */
const LEAST_TOKEN = 1e200

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
