import { pathFacts } from '../../model/graph/paths'
import { isNoise } from '../fold/noise'
import type { EnvironmentSide } from '../side/side'
import type { Cause, ChangedPath, RatedPath, ReviewPath } from '../types'
import { candidatesOf, type Candidate } from './candidates'
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
  before: EnvironmentSide | undefined,
  after: EnvironmentSide | undefined,
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
  other: EnvironmentSide | undefined,
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
  const candidates = paths.map((path) => candidatesOf(path, other))
  const told = paths.flatMap((path, index) => (isNoise(path) ? [] : [index]))
  const chosen = new Map<number, Candidate>()
  explain(told.map((index) => candidates[index] ?? [])).forEach((each, at) => chosen.set(told[at] ?? -1, each))
  // What comes along with every grant explains nothing: it goes with the rest of its way.
  const used = new Set([...chosen.values()].map((each) => each.key))
  const ways = new Map<string, Candidate>()
  for (const [index, each] of chosen) {
    const path = paths[index]
    if (path && !ways.has(wayOf(path))) ways.set(wayOf(path), each)
  }
  paths.forEach((path, index) => {
    const own = candidates[index] ?? []
    const found = own.find((each) => used.has(each.key)) ?? ways.get(wayOf(path)) ?? own[0]
    if (!chosen.has(index) && found) chosen.set(index, found)
  })
  const wholes = wholesOf(paths, chosen, other)
  const one = new Map<string, Cause>()
  return paths.flatMap((_, index) => {
    const found = chosen.get(index)
    if (!found) return []
    const cause = one.get(found.key) ?? (wholes.has(found.key) ? { ...found.cause, whole: true } : found.cause)
    one.set(found.key, cause)
    return [cause]
  })
}

const wayOf = ({ service, group, role }: ReviewPath): string => combination('opener', role, group, service)

/** The services through which everybody comes to as much in each role as through another service before. */
function wholesOf(
  paths: readonly ReviewPath[],
  chosen: ReadonlyMap<number, Candidate>,
  other: Seen,
): ReadonlySet<string> {
  const counts = new Map<string, Map<string, { readonly path: ReviewPath; count: number }>>()
  paths.forEach((path, index) => {
    const found = chosen.get(index)
    if (found?.cause.kind !== 'service') return
    const ways = counts.get(found.key) ?? new Map<string, { path: ReviewPath; count: number }>()
    counts.set(found.key, ways)
    const way = ways.get(wayOf(path)) ?? { path, count: 0 }
    ways.set(wayOf(path), way)
    way.count++
  })
  const isWhole = (ways: ReadonlyMap<string, { readonly path: ReviewPath; readonly count: number }>): boolean =>
    [...ways.values()].every(({ path, count }) => count === other.most(path.role, path.group))
  return new Set([...counts].flatMap(([key, ways]) => (isWhole(ways) ? [key] : [])))
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
