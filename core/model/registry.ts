import { firstFreeCode } from './codes'
import { compareText } from './diagnostic'
import { groupKey } from './names'
import { ownValue } from './own-value'

/** What the lock file pins: each group's code for ever, and the environments that exist. */
export interface Registry {
  readonly groups: Readonly<Record<string, { readonly code: string }>>
  /** Codes of groups that are gone, never given to another. */
  readonly retired: Readonly<Record<string, string>>
  readonly environments: Readonly<Record<string, LockedEnvironment>>
}

export interface LockedEnvironment {
  readonly account: string
  /** @default - not kept yet: an older Trustloom wrote the lock file */
  readonly region?: string | undefined
  /** Set once the environment has been rendered without access: only then may it be forgotten. */
  readonly state?: 'closed' | undefined
}

export const EMPTY_REGISTRY: Registry = { groups: {}, retired: {}, environments: {} }

/** What the files need of the registry. */
export interface RegistryNeeds {
  /** Groups that a role trusts. */
  readonly groups: Iterable<string>
  readonly environments: ReadonlyMap<string, LockedEnvironment>
}

/** The registry that fits the files: new groups get a code, groups that are gone retire, and no code ever moves. */
export function updateRegistry(registry: Registry, needs: RegistryNeeds): Registry {
  const wanted = new Set(needs.groups)
  const codes = new Map(Object.entries(registry.groups).map(([name, { code }]) => [name, code]))
  const retired = new Map(Object.entries(registry.retired))
  for (const [name, code] of [...codes]) {
    if (wanted.has(name)) continue
    codes.delete(name)
    retired.set(code, name)
  }
  // A directory compares without case: a group may come back in another spelling, and is the same group.
  const returning = new Map([...retired].map(([code, name]) => [groupKey(name), code]))
  for (const [code, name] of retired) returning.set(name, code)
  const taken = new Set([...codes.values(), ...retired.keys()])
  for (const name of [...wanted].sort(compareText)) {
    if (codes.has(name)) continue
    const old = returning.get(name) ?? returning.get(groupKey(name))
    const code = old !== undefined && retired.has(old) ? old : firstFreeCode(name, (each) => taken.has(each))
    codes.set(name, code)
    retired.delete(code)
    taken.add(code)
  }
  return {
    groups: sorted([...codes].map(([name, code]) => [name, { code }])),
    retired: sorted([...retired]),
    environments: sorted([...needs.environments]),
  }
}

/** What `updateRegistry` would change, in words. */
export function registryChanges(before: Registry, after: Registry): string[] {
  const changes: string[] = []
  for (const [name, { code }] of Object.entries(after.groups)) {
    if (ownValue(before.groups, name)?.code !== code) changes.push(`group ${name} gets the code ${code}`)
  }
  for (const [code, name] of Object.entries(after.retired)) {
    if (before.retired[code] === undefined) changes.push(`the code ${code} of ${name} retires`)
  }
  for (const [name, { state }] of Object.entries(after.environments)) {
    const known = ownValue(before.environments, name)
    if (!known) changes.push(`environment ${name} is new`)
    else if (known.state !== state) changes.push(`environment ${name} is ${state ?? 'open again'}`)
  }
  for (const name of Object.keys(before.environments)) {
    if (!ownValue(after.environments, name)) changes.push(`environment ${name} is forgotten`)
  }
  return changes
}

/**
 * The Regions that `after` keeps and a lock file of an older Trustloom does not, in words. A lock file without them is
 * not out of date: the next `lock` or synth writes them.
 */
export function keptRegions(before: Registry, after: Registry): string[] {
  return Object.entries(after.environments).flatMap(([name, { region }]) => {
    const known = ownValue(before.environments, name)
    return known && known.region === undefined && region !== undefined
      ? [`the Region of environment ${name} is kept: ${region}`]
      : []
  })
}

/** By key, in the order of code units. */
export function sortEntries<T>(entries: readonly (readonly [string, T])[]): (readonly [string, T])[] {
  return [...entries].sort(([a], [b]) => compareText(a, b))
}

const sorted = <T>(entries: readonly (readonly [string, T])[]): Record<string, T> =>
  Object.fromEntries(sortEntries(entries))
