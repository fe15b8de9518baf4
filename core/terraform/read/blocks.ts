import { type Value } from '../expression'
import { isJson, listOf, type Json } from './format'
import { withoutRules } from './output'
import { isList, isObject, isSaid, textIn, type ReadResource, type Values } from './resource'
import { asWritten, type Written } from './unknown'

export type ToldBlocks = 'all' | 'providers' | 'none'

/** Whether an input that tells these blocks tells those of a type. */
export const tells = (told: ToldBlocks, type: string): boolean =>
  told === 'all' || (told === 'providers' && /^(?:provider\.|output\.trustloom$)/.test(type))

/** What stands in a stack beside its resources, as far as an input tells it. */
export interface ReadBlocks {
  /** Which blocks the input tells: a plan says nothing of its backend. */
  readonly told: ToldBlocks
  /** Each block as if it were a resource. */
  readonly all: readonly ReadResource[]
}

/**
 * What stands in a stack beside its resources: a provider is of the type `provider.aws`, and a block that is none of
 * Trustloom's of the type `block.data`.
 */
export function stackBlocks(beside: Values): ReadBlocks {
  const all = Object.entries(beside).flatMap(([key, value]): ReadResource[] => {
    if (value === undefined) return []
    switch (key) {
      case 'provider':
        return named(value).flatMap(([name, each]) => bodies(each).map((body) => providerBlock(name, body)))
      case 'terraform':
        return named(value).flatMap(([name, each]) => terraformBlocks(name, each))
      case 'variable':
        return named(value).map(([name, each]) => block(`variable.${name}`, 'variable', each))
      case 'output':
        return named(value).map(([name, each]) =>
          name === 'trustloom' ? trustloomBlock(each) : block(`output.${name}`, 'output', each),
        )
      case 'import':
        return bodies(value).map((each) => block(`import.${textIn(each, 'to') ?? '?'}`, 'import', each))
      default:
        return [block(key, `block.${key}`, value)]
    }
  })
  return { told: 'all', all }
}

function terraformBlocks(name: string, value: Value): ReadResource[] {
  if (name === 'cloud') return [block('terraform.backend', 'terraform.backend', { cloud: value })]
  // Where local state lies is of a machine, and no difference between two folders.
  if (name === 'backend')
    return [
      block('terraform.backend', 'terraform.backend', isObject(value) && value.local ? { ...value, local: {} } : value),
    ]
  if (name === 'required_providers')
    return named(value).map(([provider, each]) =>
      block(`terraform.required_providers.${provider}`, 'terraform.required_providers', each),
    )
  return [block(`terraform.${name}`, `block.terraform.${name}`, value)]
}

const USUAL_REGISTRIES = /^registry\.(?:terraform\.io|opentofu\.org)\/(?:hashicorp\/aws|okta\/okta)$/

const USUAL_HOSTS = /^registry\.(?:terraform\.io|opentofu\.org)\//

/** What a stack says of itself, as a plan tells it. */
export const withOutput = (blocks: ReadBlocks, value: unknown): ReadBlocks => ({
  ...blocks,
  all: [...blocks.all, trustloomBlock({ value: value as Value })],
})

/** The rules are compared by what they say. */
const trustloomBlock = (body: Value): ReadResource =>
  block(
    'output.trustloom',
    'output.trustloom',
    isObject(body) ? { ...body, value: withoutRules(body.value) as Value } : body,
  )

/** The providers and data sources of a plan's configuration; what modules make is among the resources. */
export function planBlocks({ configuration }: Json): ReadBlocks {
  return { told: 'providers', all: isJson(configuration) ? blocksIn(configuration) : [] }
}

function blocksIn(configuration: Json): readonly ReadResource[] {
  const { provider_config: providers, root_module: root } = configuration
  const found = Object.values(isJson(providers) ? providers : {}).flatMap((each): ReadResource[] => {
    if (!isJson(each)) return []
    const { name, alias, full_name: source, module_address: module, expressions = {} } = each
    const isUsual = typeof source !== 'string' || USUAL_REGISTRIES.test(source)
    // A module may be handed the providers of the stack.
    if (typeof module === 'string' && !isSaid(expressions as Value) && isUsual) return []
    const values: Record<string, Value> = {}
    for (const [key, written] of Object.entries(isJson(expressions) ? expressions : {}))
      values[key] = asWritten(written as Written)
    if (typeof alias === 'string') values.alias = alias
    if (!isUsual) values.source = source
    const own = providerBlock(String(name), values)
    return typeof module === 'string'
      ? [{ ...own, address: `${module}.${own.address}` }]
      : [own, ...requiredBy(String(name), source, each.version_constraint)]
  })
  const { resources } = isJson(root) ? root : {}
  return [
    ...found,
    ...listOf(resources).flatMap(({ mode, address, expressions }) =>
      mode === 'data' ? [block(String(address), 'block.data', expressions as Value)] : [],
    ),
  ]
}

/** What a plan tells of what its stack requires: each of its providers says it. */
function requiredBy(name: string, source: unknown, version: unknown): ReadResource[] {
  if (typeof source !== 'string' || typeof version !== 'string') return []
  const values = { source: source.replace(USUAL_HOSTS, ''), version }
  return [block(`terraform.required_providers.${name}`, 'terraform.required_providers', values)]
}

const providerBlock = (name: string, values: Values): ReadResource => {
  const alias = textIn(values, 'alias')
  return {
    address: alias === undefined ? `provider.${name}` : `provider.${name}.${alias}`,
    type: `provider.${name}`,
    values,
  }
}

const block = (address: string, type: string, value: Value | undefined): ReadResource => ({
  address,
  type,
  values: isObject(value) ? value : { value: value ?? null },
})

const named = (value: Value): readonly (readonly [string, Value])[] =>
  isObject(value)
    ? Object.entries(value).flatMap(([key, each]) => (each === undefined ? [] : [[key, each] as const]))
    : [['?', value] as const]

const bodies = (value: Value): readonly Values[] =>
  (isList(value) ? value : [value]).map((each) => (isObject(each) ? each : { value: each }))
