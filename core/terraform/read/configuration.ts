import { ReviewInputError } from './input-error'
import { isJson, listOf, MAX_MODULES, type Json } from './format'
import type { Written } from './unknown'

export interface WrittenResource {
  readonly expressions: Written
  /** Whether something is run where it is made or destroyed. */
  readonly provisioned: boolean
}

/** How each resource of a plan is written, by its address without indices. */
export function configurationOf(plan: Json): ReadonlyMap<string, WrittenResource> {
  const found = new Map<string, WrittenResource>()
  const { configuration } = plan
  const collect = (module: unknown, prefix: string, depth: number): void => {
    if (!isJson(module)) return
    if (depth > MAX_MODULES) throw new ReviewInputError(`modules in more than ${MAX_MODULES} modules are not read`)
    for (const { address, expressions, provisioners } of listOf(module.resources)) {
      if (typeof address !== 'string') continue
      const provisioned = listOf(provisioners).length > 0
      found.set(`${prefix}${address}`, { expressions: isJson(expressions) ? expressions : undefined, provisioned })
    }
    for (const [name, call] of Object.entries(isJson(module.module_calls) ? module.module_calls : {})) {
      if (isJson(call)) collect(call.module, `${prefix}module.${name}.`, depth + 1)
    }
  }
  if (isJson(configuration)) collect(configuration.root_module, '', 0)
  return found
}

/** The address under which what has `count` or `for_each` is written. */
export const withoutIndices = (address: string): string =>
  address.includes('[') ? address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, '') : address
