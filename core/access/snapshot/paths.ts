import { compareText } from '../../model/diagnostic'
import type { Opener } from '../reach/openers'
import type { Names } from '../reach/names'
import type { Target } from '../reach/targets'
import type { ReviewPath } from '../types'
import { recall, type Recall } from '../reach/recall'
import { mapBy } from '../../model/group-by'
import { LazyPath, withoutTwins, type KeyedPath, type PathWay } from './keyed'

/** What somebody holds, and who that is: each opener has each of the targets. */
export interface Block {
  readonly role: string
  readonly sessionHours: number
  readonly openers: readonly Opener[]
  readonly targets: readonly Target[]
}

/** The same for who comes through no service of the mesh. */
export const outsiders = (
  role: string,
  who: readonly string[],
  targets: readonly Target[],
  sessionHours: number,
): Block => ({ role, sessionHours, openers: who.map((group): Opener => ({ service: '', group })), targets })

/** The part of a path that its role decides: the ends of key and facts as they are written in JSON. */
interface Ending {
  readonly key: string
  readonly facts: string
  readonly target: Target
}

interface Held {
  /** In JSON. */
  readonly role: string
  readonly block: Block
  readonly endings: readonly Ending[]
}

/** What the sides of one plan share. */
export interface PathMemory {
  /** By what is held, and the hours of a session. */
  readonly endings: WeakMap<readonly Target[], Map<number, readonly Ending[]>>
  /** By who comes, and the role. */
  readonly paths: Recall<readonly KeyedPath[]>
}

export const pathMemory = (): PathMemory => ({ endings: new WeakMap(), paths: recall() })

type Scope = Pick<Names, 'environment' | 'account'>

/**
 * The paths of an environment, sorted by key. There are many, and they differ in their ends alone: the texts of keys are
 * put together from parts, in the order in which `JSON.stringify` of the whole would sort.
 */
export function unfold(scope: Scope, blocks: readonly Block[], memory = pathMemory()): readonly KeyedPath[] {
  const places = new Map<string, { service: string; group: string; held: Held[] }>()
  for (const block of blocks) {
    if (block.targets.length === 0) continue
    const held: Held = { role: JSON.stringify(block.role), block, endings: endingsOf(block, memory.endings) }
    for (const { service, group } of block.openers) {
      const place = `${JSON.stringify(service)},${JSON.stringify(group)}`
      const known = places.get(place)
      if (known) known.held.push(held)
      else places.set(place, { service, group, held: [held] })
    }
  }
  const paths: KeyedPath[] = []
  const begin = `[${JSON.stringify(scope.environment)},${JSON.stringify(scope.account)}`
  for (const [place, { service, group, held }] of [...places].sort(([a], [b]) => compareText(a, b))) {
    for (const { role, block, all } of byRole(held)) {
      const start = `${begin},${place},${role},`
      const { sessionHours } = block
      const way = { service, group, role: block.role }
      const make = (): readonly KeyedPath[] => pathsOf(start, scope, way, sessionHours, endsOf(all))
      for (const each of memory.paths(start, all, make)) paths.push(each)
    }
  }
  return paths
}

function pathsOf(
  start: string,
  scope: Scope,
  way: PathWay,
  sessionHours: number,
  ends: readonly Ending[],
): readonly KeyedPath[] {
  const make = (target: Target): ReviewPath => targetPath(scope, way, target, sessionHours)
  return ends.map(({ key, facts, target }) => new LazyPath(start + key, facts, way, target, make, target))
}

/** The path by which somebody comes to a target. */
export const targetPath = (
  { environment, account }: Scope,
  { service, group, role }: PathWay,
  target: Omit<Target, 'address'>,
  sessionHours: number,
): ReviewPath => ({ environment, account, service, group, role, ...target, expires: null, sessionHours })

const endsOf = (all: readonly (readonly Ending[])[]): readonly Ending[] =>
  all.length === 1 ? (all[0] ?? []) : withoutTwins(all.flat().sort(byText))

/** Quoted texts are never the beginning of one another, so that parts sort as the whole does. */
function byRole(held: readonly Held[]): { role: string; block: Block; all: readonly (readonly Ending[])[] }[] {
  return [...mapBy(held, (each) => each.role)]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([role, own]) => (own[0] ? [{ role, block: own[0].block, all: own.map((each) => each.endings) }] : []))
}

function endingsOf({ targets, sessionHours }: Block, known: PathMemory['endings']): readonly Ending[] {
  const hours = known.get(targets) ?? new Map<number, readonly Ending[]>()
  known.set(targets, hours)
  const before = hours.get(sessionHours)
  if (before) return before
  const made = withoutTwins(
    targets
      .map((target): Ending => {
        const { dataset, database, table, location, permission, columns, rows, grantable } = target
        const key = JSON.stringify([dataset, database, table, location, permission]).slice(1)
        return { key, facts: JSON.stringify([columns, rows, grantable, null, sessionHours]), target }
      })
      .sort(byText),
  )
  hours.set(sessionHours, made)
  return made
}

const byText = (a: Ending, b: Ending): number => compareText(a.key, b.key) || compareText(a.facts, b.facts)
