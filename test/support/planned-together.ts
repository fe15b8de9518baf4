import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TerraformJson } from './mesh'
import { stateProvider, stateWith, type TerraformState } from './planned-state'

/**
 * Many stacks in one configuration, a module each. Starting Terraform and the provider takes seconds, whatever the
 * stack: a hundred small ones are planned together in the time of ten. `split-plan.ts` takes the plan apart again.
 */
export interface Snapshots {
  /** @default - the stack is gone */
  readonly stack?: TerraformJson
  /** What exists. @default - nothing */
  readonly existing?: Existing
}

/** A stack that was applied, and its state as it would be alone. */
export interface Existing {
  readonly stack: TerraformJson
  readonly state: TerraformState
}

export type Sides = ReadonlyMap<string, Snapshots>
type Block = Readonly<Record<string, unknown>>

/** A provider's block, as text → the alias that it has in the common configuration. */
export type Aliases = ReadonlyMap<string, string>

/** An alias for each provider block that some stack has. */
export function aliasesOf(stacks: Iterable<TerraformJson>): Aliases {
  const aliases = new Map<string, string>()
  for (const { provider } of stacks)
    for (const each of provider.aws) if (!aliases.has(blockText(each))) aliases.set(blockText(each), `p${aliases.size}`)
  return aliases
}

/** How a stack names its providers, `aws` and `aws.hub` → how the common configuration does. */
export function providersOf({ provider }: TerraformJson, aliases: Aliases): ReadonlyMap<string, string> {
  return new Map(provider.aws.map((each) => [providerKey(each), `aws.${aliases.get(blockText(each))}`]))
}

/** Writes the common configuration, and the state of what exists. */
export function writeTogether(folder: string, sides: Sides, aliases: Aliases): void {
  const stacks = [...sides].flatMap(([name, { stack }]) => (stack ? [{ name, stack }] : []))
  const existing = [...sides].flatMap(([name, side]) => (side.existing ? [{ name, ...side.existing }] : []))
  const write = (below: string, file: string, json: unknown): void => {
    mkdirSync(join(folder, below), { recursive: true })
    writeFileSync(join(folder, below, file), JSON.stringify(json))
  }
  for (const name of sides.keys()) rmSync(join(folder, name), { recursive: true, force: true })
  for (const { name, stack } of stacks) write(name, 'cdk.tf.json', moduleOf(stack))
  write('', 'cdk.tf.json', {
    terraform: { required_providers: [...stacks, ...existing][0]?.stack.terraform.required_providers },
    provider: { aws: [...aliases].map(([block, alias]) => ({ ...withKeys(JSON.parse(block) as Block), alias })) },
    module: Object.fromEntries(
      stacks.map(({ name, stack }) => [
        name,
        { source: `./${name}`, providers: Object.fromEntries(providersOf(stack, aliases)) },
      ]),
    ),
    output: Object.fromEntries(stacks.map(({ name }) => [name, { value: `\${module.${name}.trustloom}` }])),
    ...importsOf(stacks),
  })
  const resources = existing.flatMap(({ name, stack, state }) => {
    const providers = new Map(
      [...providersOf(stack, aliases)].map(([own, common]) => [stateProvider(own), stateProvider(common)]),
    )
    return state.resources.map((each) => {
      const provider = providers.get(each.provider) ?? ''
      return { ...each, module: `module.${name}`, provider }
    })
  })
  const outputs = existing.map(({ name, state }): [string, unknown] => [name, state.outputs.trustloom?.value])
  write('', 'terraform.tfstate', stateWith(resources, outputs))
}

/** Only the root may import, and asks its own variables whether to. */
function importsOf(stacks: readonly { readonly name: string; readonly stack: TerraformJson }[]): object {
  const importing = stacks.flatMap(({ name, stack }) => {
    const { import: imports = [], variable } = stack as Importing
    return imports.length === 0 ? [] : [{ name, imports, variable }]
  })
  if (importing.length === 0) return {}
  return {
    variable: Object.assign({}, ...importing.map(({ variable }) => variable)) as Block,
    import: importing.flatMap(({ name, imports }) =>
      imports.map((each) => ({ ...each, to: `module.${name}.${each.to}` })),
    ),
  }
}

type Importing = TerraformJson & {
  readonly import?: readonly (Block & { readonly to: string })[]
  readonly variable?: Block
}

/** A stack as a module: whoever calls it brings the providers, and only the root may have a backend or an import. */
function moduleOf(stack: TerraformJson): object {
  const { provider, terraform, import: _, ...rest } = stack as TerraformJson & { readonly import?: unknown }
  const { aws } = terraform.required_providers as { readonly aws: Block }
  const keys = provider.aws.map(providerKey)
  return { ...rest, terraform: { required_providers: { aws: { ...aws, configuration_aliases: keys } } } }
}

export const providerKey = ({ alias }: Block): string => (typeof alias === 'string' ? `aws.${alias}` : 'aws')

/** Whoever assumes no role has keys of the account: `sts.ts` answers as the account that they name. */
const withKeys = (block: Block): Block =>
  block.assume_role === undefined && Array.isArray(block.allowed_account_ids)
    ? { ...block, access_key: `ASIA${block.allowed_account_ids[0]}`, secret_key: 'mock' }
    : block

function blockText({ alias: _, ...block }: Block): string {
  return JSON.stringify(block)
}
