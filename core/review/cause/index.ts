import { pathFacts } from '../../model/graph/paths'
import { isNoise } from '../fold/noise'
import type { Snapshot } from '../../access/snapshot/snapshot'
import type { Cause, ChangedPath, RatedPath, ReviewPath } from '../types'
import { candidatesIn, type Candidate, type Explained } from './candidates'
import { explain } from './greedy'
import { combination, leadersOn, placeOf, seenOn, type Seen } from './seen'

interface Changes {
  readonly gained: readonly RatedPath[]
  readonly lost: readonly RatedPath[]
  readonly changed: readonly ChangedPath[]
}

/** Gives each path of one environment that differs the one cause that explains it. */
export function withCauses<T extends Changes>(
  changes: T,
  before: Snapshot | undefined,
  after: Snapshot | undefined,
): T {
  if (changes.gained.length + changes.lost.length + changes.changed.length === 0) return changes
  const leaders = new Map([...(before ? leadersOn(before) : []), ...(after ? leadersOn(after) : [])])
  const led = (path: ReviewPath): ReviewPath => {
    const through = leaders.get(path.role)
    return through === undefined ? path : { ...path, through }
  }
  const one = new Map<string, Cause>()
  return {
    ...changes,
    gained: explained(changes.gained, before, led),
    lost: explained(changes.lost, after, led),
    changed: changes.changed.map((each): ChangedPath => {
      const [was, is] = [led(each.before), led(each.after)]
      const { key, cause } = changeOf(was, is)
      const known = one.get(key) ?? cause
      one.set(key, known)
      return { ...each, before: was, after: is, cause: known }
    }),
  }
}

function explained(
  rated: readonly RatedPath[],
  other: Snapshot | undefined,
  led: (path: ReviewPath) => ReviewPath,
): readonly RatedPath[] {
  if (rated.length === 0) return rated
  const paths = rated.map((each) => led(each.path))
  // A closed environment is there, and nobody reaches it.
  const causes = other && other.paths.length > 0 ? causesOf(paths, seenOn(other)) : paths.map(() => ENVIRONMENT)
  return rated.map((each, index) => {
    const cause = causes[index]
    return { ...each, path: paths[index] ?? each.path, ...(cause && { cause }) }
  })
}

const ENVIRONMENT: Cause = { kind: 'environment' }

function causesOf(paths: readonly ReviewPath[], other: Seen): readonly Cause[] {
  const explained = candidatesIn(paths, other)
  const told = paths.flatMap((path, index) => (isNoise(path) ? [] : [index]))
  const chosen: (Candidate | undefined)[] = paths.map(() => undefined)
  explain(told.map((index) => explained[index]?.candidates ?? [])).forEach((each, at) => (chosen[told[at] ?? 0] = each))
  // What comes along with every grant explains nothing: it goes with the rest of its way.
  const used = new Set(chosen)
  const ways = new Map(explained.flatMap(({ way }, index) => (chosen[index] ? [[way, chosen[index]]] : [])))
  explained.forEach(({ way, candidates }, index) => {
    chosen[index] ??= candidates.find((each) => used.has(each)) ?? ways.get(way) ?? candidates[0]
  })
  const wholes = wholesOf(paths, explained, chosen, other)
  return chosen.flatMap((each) => (each ? [wholes.get(each) ?? each.cause] : []))
}

interface Counted {
  readonly path: ReviewPath
  count: number
}

/** The services through which everybody comes to as much in each role as through another service. */
function wholesOf(
  paths: readonly ReviewPath[],
  explained: readonly Explained[],
  chosen: readonly (Candidate | undefined)[],
  other: Seen,
): ReadonlyMap<Candidate, Cause> {
  const counts = new Map<Candidate, Map<object, Counted>>()
  paths.forEach((path, index) => {
    const [found, { way } = {}] = [chosen[index], explained[index]]
    if (found?.cause.kind !== 'service' || !way) return
    const ways = counts.get(found) ?? new Map<object, Counted>()
    counts.set(found, ways)
    const counted = ways.get(way) ?? { path, count: 0 }
    ways.set(way, counted)
    counted.count++
  })
  const isWhole = (ways: ReadonlyMap<object, Counted>): boolean =>
    [...ways.values()].every(({ path, count }) => count === other.most(path.role, path.group))
  return new Map([...counts].flatMap(([each, ways]) => (isWhole(ways) ? [[each, { ...each.cause, whole: true }]] : [])))
}

/** What explains that a path has other facts: hours are a role's, and the right to grant on is the environment's. */
function changeOf(before: ReviewPath, after: ReviewPath): Candidate {
  const role = after.through ?? after.role
  const dataset = placeOf(after)
  const differs = (other: Partial<ReviewPath>): boolean => pathFacts({ ...before, ...other }) !== pathFacts(after)
  if (!differs({ sessionHours: after.sessionHours }))
    return {
      key: combination('hours', role, String(before.sessionHours), String(after.sessionHours)),
      cause: { kind: 'hours', role },
    }
  if (!differs({ grantable: after.grantable }))
    return { key: combination('delegation', String(after.grantable)), cause: { kind: 'delegation' } }
  return {
    key: combination('limits', role, dataset, pathFacts(before), pathFacts(after)),
    cause: { kind: 'limits', role, dataset },
  }
}
