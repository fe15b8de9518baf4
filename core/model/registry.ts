import { z } from 'zod'
import { CODE_PATTERN, firstFreeCode } from './codes'
import { compareText, error, type Diagnostic } from './diagnostic'
import { findConflictMarker } from './merge-conflict'
import { groupKey } from './names'
import { ownValue } from './own-value'
import { accountId, group, name } from './schema/common'
import { format } from './schema/format'
import { readBySchema } from './schema/read'
import { readYaml, type YamlFile } from './yaml-file'

export const LOCK_FILE = 'registry.lock.json'

/** What the lock file pins: each group's code for ever, and the environments that exist. */
export interface Registry {
  readonly groups: Readonly<Record<string, { readonly code: string }>>
  /** Codes of groups that are gone, never given to another. */
  readonly retired: Readonly<Record<string, string>>
  readonly environments: Readonly<Record<string, LockedEnvironment>>
}

export interface LockedEnvironment {
  readonly account: string
  /** Set once the environment has been rendered without access: only then may it be forgotten. */
  readonly state?: 'closed' | undefined
}

export const EMPTY_REGISTRY: Registry = { groups: {}, retired: {}, environments: {} }

const code = format({ code: 'lock-damaged', pattern: CODE_PATTERN, is: 'a code of four letters and digits' })

const registrySchema = z.strictObject({
  groups: z.record(group, z.strictObject({ code })).default({}),
  retired: z.record(code, group).default({}),
  environments: z
    .record(name, z.strictObject({ account: accountId, state: z.literal('closed').optional() }))
    .default({}),
})

export interface LockRead {
  readonly registry: Registry | undefined
  readonly source: YamlFile
  readonly diagnostics: readonly Diagnostic[]
}

/** Reads a lock file. JSON is YAML, so duplicate keys are found and every line has its place. */
export function readLock(file: string, text: string): LockRead {
  const conflict = findConflictMarker(text)
  if (conflict) {
    const hint = 'keep the lines of both sides, delete the markers, and run `trustloom lock`'
    const source = readYaml(file, '{}')
    return {
      registry: undefined,
      source,
      diagnostics: [error('lock-conflict', 'a merge left its markers here', { file, ...conflict }, hint)],
    }
  }
  const source = readYaml(file, text)
  const read = readBySchema<Registry>(source, registrySchema)
  const damaged = read.diagnostics.map((each) => (each.code === 'duplicate-key' ? mendDuplicate(each) : asDamage(each)))
  if (damaged.length > 0 || read.value === undefined) return { registry: undefined, source, diagnostics: damaged }
  const conflicts = findConflicts(read.value, source)
  return { registry: conflicts.length > 0 ? undefined : read.value, source, diagnostics: conflicts }
}

const asDamage = (each: Diagnostic): Diagnostic => ({
  ...each,
  code: 'lock-damaged',
  message: each.message.replace('not valid YAML', 'not valid JSON'),
  hint: 'take the file from the main branch again and run `trustloom lock`',
})

const mendDuplicate = (each: Diagnostic): Diagnostic => ({
  ...each,
  code: 'lock-conflict',
  message: `${each.message}: two branches locked it`,
  hint: 'keep the line that the main branch has, since it may be applied already; delete the other, and run `trustloom lock`',
})

/** Merges can bring two groups to one code, or a group to two lines: neither may reach a policy. */
function findConflicts(registry: Registry, source: YamlFile): Diagnostic[] {
  const found: Diagnostic[] = []
  const owners = new Map<string, string>()
  const spellings = new Map<string, string>()
  for (const [name, { code }] of Object.entries(registry.groups)) {
    const at = source.locateKey(['groups', name])
    const owner = owners.get(code)
    if (owner !== undefined) {
      found.push(
        error(
          'lock-conflict',
          `${name} and ${owner} have one code, ${code}`,
          at,
          'keep the line that the main branch has, delete the other, and run `trustloom lock`: the group gets the next free code',
        ),
      )
    }
    owners.set(code, name)
    const spelling = spellings.get(groupKey(name))
    if (spelling !== undefined) {
      found.push(
        error(
          'lock-conflict',
          `${name} and ${spelling} are two spellings of one group`,
          at,
          'keep the line that the main branch has, delete the other, and run `trustloom lock`',
        ),
      )
    }
    spellings.set(groupKey(name), name)
  }
  for (const [code, name] of Object.entries(registry.retired)) {
    const owner = owners.get(code)
    if (owner === undefined) continue
    const at = source.locateKey(['retired', code])
    const hint =
      owner === name
        ? 'delete this line: the group is in use again'
        : `delete the line of ${owner}, and run \`trustloom lock\`: it gets the next free code`
    found.push(error('lock-conflict', `the code ${code} is retired and in use`, at, hint))
  }
  return found
}

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
  const returning = new Map([...retired].map(([code, name]) => [name, code]))
  const taken = new Set([...codes.values(), ...retired.keys()])
  for (const name of [...wanted].sort(compareText)) {
    if (codes.has(name)) continue
    const code = returning.get(name) ?? firstFreeCode(name, (each) => taken.has(each))
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

/** Sorted, one line an entry: two branches that add groups merge without a conflict where Git can tell the lines apart. */
export function printLock(registry: Registry): string {
  const section = (entries: readonly (readonly [string, unknown])[]): string => {
    const lines = sortEntries(entries).map(([key, value]) => `\n    ${JSON.stringify(key)}: ${oneLine(value)}`)
    return lines.length === 0 ? '{}' : `{${lines.join(',')}\n  }`
  }
  const { groups, retired, environments } = registry
  const parts = Object.entries({ groups, retired, environments }).map(
    ([key, value]) => `  ${JSON.stringify(key)}: ${section(Object.entries(value))}`,
  )
  return `{\n${parts.join(',\n')}\n}\n`
}

function oneLine(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const fields = Object.entries(value).filter(([, each]) => each !== undefined)
  return `{${fields.map(([key, each]) => `${JSON.stringify(key)}: ${JSON.stringify(each)}`).join(', ')}}`
}

const sortEntries = <T>(entries: readonly (readonly [string, T])[]): (readonly [string, T])[] =>
  [...entries].sort(([a], [b]) => compareText(a, b))

const sorted = <T>(entries: readonly (readonly [string, T])[]): Record<string, T> =>
  Object.fromEntries(sortEntries(entries))
