import { ReviewInputError } from './input-error'
import { isJson, listOf, MAX_MODULES, type Json } from './format'
import { readOutput } from './output'
import type { ReadResource, Values } from './resource'
import type { ReadStack } from './stack'

/**
 * Reads `terraform show -json` of a state.
 *
 * @param what how the file is spoken of
 * @throws {ReviewInputError} for what is none, or is not a stack of Trustloom
 * @see https://developer.hashicorp.com/terraform/internals/json-format#state-representation
 */
export function readState(json: Json, what: string): ReadStack {
  const { values } = json
  const outputs = isJson(values) && isJson(values.outputs) ? values.outputs : {}
  const output = readOutput(isJson(outputs.trustloom) ? outputs.trustloom.value : undefined)
  if (!output) throw new ReviewInputError(`${what} is not of a stack of Trustloom: it has no output \`trustloom\``)
  return {
    output,
    account: undefined,
    region: undefined,
    resources: stateResources(json),
    computed: new Set(),
    faults: new Map(),
  }
}

/** The resources of a state, or of what a plan has of one. */
export const stateResources = ({ values }: Json): ReadResource[] =>
  isJson(values) ? resourcesOf(values.root_module, 0) : []

function resourcesOf(module: unknown, depth: number): ReadResource[] {
  if (!isJson(module)) return []
  if (depth > MAX_MODULES) throw new ReviewInputError(`modules in more than ${MAX_MODULES} modules are not read`)
  const own = listOf(module.resources).flatMap(
    ({ mode, address, type, values, deposed_key: deposed }): ReadResource[] =>
      mode === 'managed' && typeof address === 'string' && typeof type === 'string' && isJson(values)
        ? [
            {
              address: typeof deposed === 'string' ? deposedAddress(address, deposed) : address,
              type,
              values: values as Values,
            },
          ]
        : [],
  )
  return [...own, ...listOf(module.child_modules).flatMap((each) => resourcesOf(each, depth + 1))]
}

/** What is left over from an earlier apply is there beside what has its address. */
export const deposedAddress = (address: string, key: string): string => `${address} (deposed object ${key})`

/** What a JSON of Terraform is of. */
export const isState = (json: Json): boolean => json.resource_changes === undefined && json.planned_values === undefined
