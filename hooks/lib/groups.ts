import type { AppliedRow, CodedGroup } from '../../core/model/entitlements'
import { compareText } from '../../core/model/diagnostic'
import type { HookConfig } from '../../core/model/hook-config'
import { mapBy } from '../../core/model/group-by'
import { groupKey } from '../../core/model/group-names'
import { environmentOf } from './applied'
import { codesIn, indexedGroup } from './live-index'
import type { LiveIndex } from './live-rows'

/** Who says that a code is a group's. */
export interface CodeClaim extends CodedGroup {
  /** Names of environments, sorted; `lock file` for a group that is gone, `event` for one of run time. */
  readonly by: readonly string[]
}

/** A group that the mesh knows. */
export interface KnownGroup extends CodedGroup {
  /** Whether only an event has made it known. */
  readonly live: boolean
  /** Environment that names the group → how it spells it: its row of the group has that name. */
  readonly environments: ReadonlyMap<string, string>
  /**
   * Where its code is not beyond doubt, all who say something of the code or of the group. Such a group opens nothing:
   * a code that two groups have would open for the one what belongs to the other.
   */
  readonly contradictions: readonly CodeClaim[]
}

/** What all environments together say of groups. */
export interface Groups {
  /** The group of a name, however it is spelt. */
  find(name: string): KnownGroup | undefined
  /** Those that some environment names, by what they are compared by. */
  readonly declared: ReadonlyMap<string, readonly CodeClaim[]>
  /** Code → what the groups that have it are compared by, without those of the index. */
  readonly owners: ReadonlyMap<string, ReadonlySet<string>>
}

export interface GroupSources {
  /** What each environment is applied with. */
  readonly applied: readonly AppliedRow[]
  /** Code → the group that had it. */
  readonly retired: HookConfig['retired']
  /** @default - no event counts */
  readonly index?: LiveIndex | undefined
}

/**
 * Brings together what the environments say. Each environment is heard about its own groups alone, and nobody decides
 * between two that contradict each other: neither what one says nor what the other says counts then.
 */
export function groupsOf({ applied, retired, index }: GroupSources): Groups {
  const claims = declaredClaims(applied)
  const declared = mapBy(claims, ({ name }) => groupKey(name))
  const gone = Object.entries(retired).map(([code, name]): CodeClaim => ({ name, code, by: ['lock file'] }))
  const byCode = mapBy([...claims, ...gone], ({ code }) => code)
  const live = codesIn(index)
  const find = (name: string): KnownGroup | undefined => {
    const key = groupKey(name)
    const own = declared.get(key) ?? []
    const indexed = indexedGroup(index, key)
    const [first] = own
    const group = first ?? indexed
    if (!group) return undefined
    const said = (code: string): CodeClaim[] => [...(byCode.get(code) ?? []), ...(live.get(code) ?? [])]
    const about = [...new Set([...own, ...said(group.code)])]
    const isCertain = about.every((each) => each.code === group.code && groupKey(each.name) === key)
    return {
      name: group.name,
      code: group.code,
      live: !first,
      environments: new Map(own.flatMap((each) => each.by.map((environment) => [environment, each.name]))),
      contradictions: isCertain ? [] : about,
    }
  }
  const keys = (all: readonly CodeClaim[]): Set<string> => new Set(all.map((each) => groupKey(each.name)))
  return { find, declared, owners: new Map([...byCode].map(([code, all]) => [code, keys(all)])) }
}

/** Each name with each code once: most groups are those of several environments. */
function declaredClaims(applied: readonly AppliedRow[]): CodeClaim[] {
  const claims = new Map<string, CodedGroup & { by: string[] }>()
  // The table answers in any order.
  for (const row of [...applied].sort((a, b) => compareText(a.PK, b.PK))) {
    const environment = environmentOf(row)
    for (const { name, code } of row.groups) {
      const key = `${code}${name}`
      const claim = claims.get(key) ?? { name, code, by: [] }
      claims.set(key, claim)
      if (claim.by.at(-1) !== environment) claim.by.push(environment)
    }
  }
  return [...claims.values()]
}

/** Which of the names the mesh knows, each group once; all others are of no use to it. */
export function knownGroups(groups: Groups, names: readonly string[]): KnownGroup[] {
  const spelt = new Map(names.map((name) => [groupKey(name), name]))
  return [...spelt.values()].flatMap((name) => groups.find(name) ?? [])
}
