import { stateResourceAddress, type TerraformState } from './planned-state'
import type { TerraformJson } from './mesh'
import type { ConfiguredResource, Plan, ResourceChange } from './terraform-plan'

/**
 * The part of a stack that a change touches. Most changes are of a few of a hundred resources, and a plan takes its time
 * for each: the others are planned once for all changes that begin with the same stack.
 */
export type Part = ReadonlySet<string>

type Json = Readonly<Record<string, unknown>>

/**
 * Addresses of what differs between two stacks, of all that refers to it, and of what these and outputs refer to; `undefined` where it
 * may be anything, since the stack's providers differ.
 */
export function touchedBy(before: TerraformJson, after: TerraformJson): Part | undefined {
  if (JSON.stringify([before.provider, before.terraform]) !== JSON.stringify([after.provider, after.terraform]))
    return undefined
  const [was, is] = [textsOf(before), textsOf(after)]
  const all = [...new Set([...was.keys(), ...is.keys()])]
  const part = new Set(all.filter((each) => was.get(each) !== is.get(each)))
  const references = new Map(all.map((each) => [each, referencesIn(`${was.get(each)} ${is.get(each)}`)]))
  grow(part, () => all.filter((each) => references.get(each)?.some((other) => part.has(other))))
  const told = referencesIn(JSON.stringify(after.output))
  grow(part, () => [...told, ...[...part].flatMap((each) => references.get(each) ?? [])].filter((each) => is.has(each)))
  return part
}

/** Adds what is found until nothing is new. */
function grow(part: Set<string>, find: () => readonly string[]): void {
  for (let size = -1; size !== part.size;) {
    size = part.size
    for (const each of find()) part.add(each)
  }
}

const textsOf = ({ resource }: TerraformJson): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(resource).flatMap(([type, named]) =>
      Object.entries(named).map(([name, body]) => [`${type}.${name}`, JSON.stringify(body)] as const),
    ),
  )

/** What a resource is computed from; that it only waits for another says nothing of it. */
const referencesIn = (text: string): string[] =>
  [...text.replaceAll(/"depends_on":\[[^\]]*\]/g, '').matchAll(/\baws_\w+\.[\w-]+/g)].map(([address]) => address)

/** A stack of which only a part is there. */
export function partOf(stack: TerraformJson, part: Part): TerraformJson {
  const { import: imports } = stack as TerraformJson & { readonly import?: readonly { readonly to: string }[] }
  const resources = Object.entries(stack.resource).flatMap(([type, named]) => {
    const kept = Object.entries(named).filter(([name]) => part.has(`${type}.${name}`))
    return kept.length > 0 ? [[type, Object.fromEntries(kept.map(([name, body]) => [name, waiting(body, part)]))]] : []
  })
  const { resource: _, import: __, ...rest } = stack as TerraformJson & { readonly import?: unknown }
  const kept = imports?.filter((each) => part.has(each.to)) ?? []
  return {
    ...rest,
    // Terraform takes neither where it is empty.
    ...(resources.length > 0 && { resource: Object.fromEntries(resources) as TerraformJson['resource'] }),
    ...(kept.length > 0 && { import: kept }),
  } as TerraformJson
}

function waiting({ depends_on: others, ...body }: Json, part: Part): Json {
  return Array.isArray(others) ? { ...body, depends_on: others.filter((each: string) => part.has(each)) } : body
}

export const stateOfPart = (state: TerraformState, part: Part): TerraformState => ({
  ...state,
  resources: state.resources.filter((each) => part.has(stateResourceAddress(each))),
})

/** The plan of a whole stack: of a part as it is planned, and of the rest as in a plan in which nothing changes. */
export function wholePlan(ofPart: Plan, unchanged: Plan, part: Part, stack: TerraformJson): Plan {
  const isOther = ({ address }: { readonly address: string }): boolean => !part.has(address.replace(/\[.*/, ''))
  const joined = <T extends { readonly address: string }>(
    all: readonly T[] = [],
    of: readonly T[] = [],
  ): readonly T[] => [...all.filter(isOther), ...of].sort((a, b) => (a.address < b.address ? -1 : 1))
  const values = (key: 'planned_values' | 'prior_state'): Json => {
    const [all, of] = [unchanged, ofPart].map((each) => (each as unknown as Record<string, Values | undefined>)[key])
    const [rest, own] = [resourcesIn(all), resourcesIn(of)]
    const root_module = { resources: joined(rest, own) }
    if (of?.values) return { ...of, values: { ...of.values, root_module } }
    return { ...of, root_module }
  }
  const { configuration } = ofPart
  const waits = (each: ConfiguredResource): ConfiguredResource => {
    const [type = '', name = ''] = each.address.split('.')
    const { depends_on } = stack.resource[type]?.[name] ?? {}
    return depends_on === undefined ? each : { ...each, ...{ depends_on } }
  }
  return {
    ...ofPart,
    planned_values: values('planned_values'),
    ...((ofPart as unknown as Json).prior_state !== undefined && { prior_state: values('prior_state') }),
    resource_changes: joined<ResourceChange>(unchanged.resource_changes, ofPart.resource_changes),
    configuration: {
      ...configuration,
      root_module: {
        ...configuration.root_module,
        resources: joined(
          unchanged.configuration.root_module.resources,
          configuration.root_module.resources.map(waits),
        ),
      },
    },
  } as Plan
}

interface Values {
  readonly root_module?: { readonly resources?: readonly ResourceChange[] }
  readonly values?: Values
}

const resourcesIn = (value: Values | undefined): readonly ResourceChange[] =>
  (value?.values ?? value)?.root_module?.resources ?? []
