import { z } from 'zod'
import { CODE_PATTERN } from './codes'
import { error, type Diagnostic } from './diagnostic'
import { findConflictMarker } from './merge-conflict'
import { groupKey } from './group-names'
import { sortEntries, type Registry } from './registry'
import { accountId, group, name, region } from './schema/common'
import { format } from './schema/format'
import { readBySchema } from './schema/read'
import { readYaml, type YamlFile } from './yaml-file'

export const LOCK_FILE = 'registry.lock.json'

const code = format({ code: 'lock-damaged', pattern: CODE_PATTERN, is: 'a code of four letters and digits' })

/** The lock file. */
export const registrySchema = z.strictObject({
  groups: z.record(group, z.strictObject({ code })).default({}),
  retired: z.record(code, group).default({}),
  environments: z
    .record(
      name,
      z.strictObject({ account: accountId, region: region.optional(), state: z.literal('closed').optional() }),
    )
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
