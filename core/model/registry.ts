import { firstFreeCode } from './codes'
import { compareText } from './diagnostic'
import { groupKey } from './group-names'
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

/** One change of the lock file. */
export interface LockChange {
  /** What happens to how many, in words: `2 groups get a code`. */
  readonly kind: (count: number) => string
  /** Of what: a group or an environment. */
  readonly name: string
  readonly line: string
}

const many = (count: number, one: string, verbs: readonly [one: string, many: string]): string =>
  `${count} ${one}${count === 1 ? ` ${verbs[0]}` : `s ${verbs[1]}`}`
const COMES = (count: number): string => many(count, 'group', ['gets a code', 'get a code'])
const RETIRES = (count: number): string => many(count, 'code', ['retires', 'retire'])
const IS_NEW = (count: number): string => many(count, 'environment', ['is new', 'are new'])
const CHANGES_STATE = (count: number): string => many(count, 'environment', ['opens or closes', 'open or close'])
const IS_FORGOTTEN = (count: number): string => many(count, 'environment', ['is forgotten', 'are forgotten'])
const KEEPS_REGION = (count: number): string => many(count, 'environment', ['keeps its Region', 'keep their Regions'])

/** An environment that was closed, and is dropped from the lock file. */
export const forgottenChange = (name: string): LockChange => ({
  kind: IS_FORGOTTEN,
  name,
  line: `environment ${name} is forgotten`,
})

/** What `updateRegistry` would change. */
export function lockChanges(before: Registry, after: Registry): LockChange[] {
  const changes: LockChange[] = []
  const add = (kind: LockChange['kind'], name: string, line: string): void => void changes.push({ kind, name, line })
  for (const [name, { code }] of Object.entries(after.groups)) {
    if (ownValue(before.groups, name)?.code !== code) add(COMES, name, `group ${name} gets the code ${code}`)
  }
  for (const [code, name] of Object.entries(after.retired)) {
    if (before.retired[code] === undefined) add(RETIRES, name, `the code ${code} of ${name} retires`)
  }
  for (const [name, { state }] of Object.entries(after.environments)) {
    const known = ownValue(before.environments, name)
    if (!known) add(IS_NEW, name, `environment ${name} is new`)
    else if (known.state !== state) add(CHANGES_STATE, name, `environment ${name} is ${state ?? 'open again'}`)
  }
  for (const name of Object.keys(before.environments)) {
    if (!ownValue(after.environments, name)) changes.push(forgottenChange(name))
  }
  return changes
}

/** What `updateRegistry` would change, in words. */
export const registryChanges = (before: Registry, after: Registry): string[] =>
  lockChanges(before, after).map(({ line }) => line)

/** More of a kind than these are one line, unless all are asked for. */
const MOST_LINES = 10
const MOST_NAMES = 5

/** Changes for people: a line each, or a line a kind where there are many. */
export function changeLines(changes: readonly LockChange[], verbose = false): string[] {
  const kinds = [...new Set(changes.map(({ kind }) => kind))]
  return kinds.flatMap((kind) => {
    const each = changes.filter((change) => change.kind === kind)
    if (verbose || each.length <= MOST_LINES) return each.map(({ line }) => line)
    const names = each.slice(0, MOST_NAMES).map(({ name }) => name)
    return [`${kind(each.length)}: ${names.join(', ')} and ${each.length - MOST_NAMES} more (--verbose lists them)`]
  })
}

/**
 * The Regions that `after` keeps and a lock file of an older Trustloom does not, in words. A lock file without them is
 * not out of date: the next `lock` or synth writes them.
 */
export function keptRegions(before: Registry, after: Registry): LockChange[] {
  return Object.entries(after.environments).flatMap(([name, { region }]) => {
    const known = ownValue(before.environments, name)
    return known && known.region === undefined && region !== undefined
      ? [{ kind: KEEPS_REGION, name, line: `the Region of environment ${name} is kept: ${region}` }]
      : []
  })
}

/** By key, in the order of code units. */
export function sortEntries<T>(entries: readonly (readonly [string, T])[]): (readonly [string, T])[] {
  return [...entries].sort(([a], [b]) => compareText(a, b))
}

const sorted = <T>(entries: readonly (readonly [string, T])[]): Record<string, T> =>
  Object.fromEntries(sortEntries(entries))
