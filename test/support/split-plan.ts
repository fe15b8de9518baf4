import type { TerraformJson } from './mesh'
import { providerKey, providersOf, type Aliases, type Sides } from './planned-together'
import type { Plan } from './terraform-plan'

type Json = Readonly<Record<string, unknown>>

/** The common plan of `planned-together.ts`, as far as it is taken apart. */
interface CommonPlan extends Json {
  readonly resource_changes?: readonly Json[]
  readonly output_changes?: Readonly<Record<string, unknown>>
  readonly planned_values?: Values
  readonly prior_state?: Json & { readonly values?: Values }
  readonly configuration: {
    readonly provider_config: Readonly<Record<string, Json>>
    readonly root_module: { readonly module_calls?: Readonly<Record<string, { readonly module: Json }>> }
  }
}

interface Values {
  readonly outputs?: Readonly<Record<string, unknown>>
  readonly root_module?: { readonly child_modules?: readonly Json[] }
}

/**
 * The plan of each stack, as `terraform show -json` would print it of the stack alone: a test holds that. What nobody
 * reads is left out: variables, checks, which attributes were referred to, and what waits for what in a state.
 */
export function splitPlan(common: Plan, sides: Sides, aliases: Aliases): ReadonlyMap<string, Plan> {
  const plan = common as unknown as CommonPlan
  const changes = new Map<unknown, Json[]>()
  for (const { module_address: module, ...change } of plan.resource_changes ?? []) {
    const known = changes.get(module) ?? []
    changes.set(module, [...known, change])
  }
  return new Map(
    [...sides].map(([name, { stack }]) => {
      const module = `module.${name}`
      const { format_version, terraform_version, timestamp, applyable, complete, errored } = plan
      const part = {
        ...{ format_version, terraform_version },
        planned_values: valuesOf(plan.planned_values, name),
        resource_changes: (changes.get(module) ?? []).map((each) => readdressed(each, module)),
        output_changes: outputOf(plan.output_changes, name),
        ...(plan.prior_state && {
          prior_state: { ...plan.prior_state, values: valuesOf(plan.prior_state.values, name) },
        }),
        configuration: stack ? configurationOf(plan, name, stack, aliases) : { root_module: {} },
        ...{ timestamp, applyable, complete, errored },
      }
      return [name, part as unknown as Plan]
    }),
  )
}

function valuesOf(values: Values | undefined, name: string): Json {
  const module = values?.root_module?.child_modules?.find((each) => each.address === `module.${name}`)
  const resources = (module?.resources as readonly Json[] | undefined)?.map((each) =>
    readdressed(each, `module.${name}`),
  )
  return { outputs: outputOf(values?.outputs, name), root_module: resources ? { resources } : {} }
}

const outputOf = (outputs: Json | undefined, name: string): Json =>
  outputs && Object.hasOwn(outputs, name) ? { trustloom: outputs[name] } : {}

function readdressed({ depends_on: _, ...each }: Json, module: string): Json {
  return { ...each, address: (each.address as string).slice(module.length + 1) }
}

function configurationOf(plan: CommonPlan, name: string, stack: TerraformJson, aliases: Aliases): Json {
  const own = new Map([...providersOf(stack, aliases)].map(([key, common]) => [common, key]))
  const providers = [...own].map(([common, key]) => {
    const { alias: _, expressions, ...config } = plan.configuration.provider_config[common] ?? {}
    const alias = key.split('.')[1]
    // The common configuration gives some keys of their own.
    const block = stack.provider.aws.find((each) => providerKey(each) === key) ?? {}
    const written = Object.entries((expressions ?? {}) as Json).filter(([argument]) => argument in block)
    const { version } = (stack.terraform.required_providers as { readonly aws: Json }).aws
    const required = config.version_constraint !== undefined && { version_constraint: version }
    return [
      key,
      { ...config, ...required, ...(alias !== undefined && { alias }), expressions: Object.fromEntries(written) },
    ]
  })
  const module = plan.configuration.root_module.module_calls?.[name]?.module ?? {}
  const resources = ((module.resources ?? []) as readonly Json[]).map((each) => ({
    ...each,
    provider_config_key: own.get(each.provider_config_key as string),
  }))
  return { provider_config: Object.fromEntries(providers), root_module: { ...module, resources } }
}
