import { isJson, listOf, type Json } from './format'
import type { Written } from './unknown'

/** How each resource of a plan is written, by its address without indices. */
export function configurationOf(plan: Json): ReadonlyMap<string, Written> {
  const found = new Map<string, Written>()
  const { configuration } = plan
  const collect = (module: unknown, prefix: string, depth: number): void => {
    // Modules nest a few levels deep; a file that says more is no plan.
    if (!isJson(module) || depth > 20) return
    for (const { address, expressions } of listOf(module.resources)) {
      if (typeof address === 'string' && isJson(expressions)) found.set(`${prefix}${address}`, expressions)
    }
    for (const [name, call] of Object.entries(isJson(module.module_calls) ? module.module_calls : {})) {
      if (isJson(call)) collect(call.module, `${prefix}module.${name}.`, depth + 1)
    }
  }
  if (isJson(configuration)) collect(configuration.root_module, '', 0)
  return found
}
