import { pathFacts, pathKey } from '../../../model/graph/paths'
import type { Comparison, ReviewPath } from '../../types'

/** A path as both sides have it; at least one of them does. */
export interface PathPair {
  readonly key: string
  readonly before: ReviewPath | undefined
  readonly after: ReviewPath | undefined
}

/** Puts the sides of each path together, sorted by key. A plan may have a key twice on a side: like facts meet first. */
export function pairsOf({ before, after }: Pick<Comparison, 'before' | 'after'>): PathPair[] {
  const sides = new Map<string, { before: ReviewPath[]; after: ReviewPath[] }>()
  const sideOf = (path: ReviewPath): { before: ReviewPath[]; after: ReviewPath[] } => {
    const key = pathKey(path)
    const known = sides.get(key) ?? { before: [], after: [] }
    sides.set(key, known)
    return known
  }
  for (const path of before) sideOf(path).before.push(path)
  for (const path of after) sideOf(path).after.push(path)
  return [...sides]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .flatMap(([key, side]) => pair(side.before, side.after).map((each) => ({ key, ...each })))
}

type Sides = Pick<PathPair, 'before' | 'after'>

function pair(before: readonly ReviewPath[], after: readonly ReviewPath[]): Sides[] {
  const [one, two] = [before[0], after[0]]
  if (before.length < 2 && after.length < 2) return [{ before: one, after: two }]
  const rest = [...after]
  const alike = before.map((each): Sides => {
    const at = rest.findIndex((other) => pathFacts(other) === pathFacts(each))
    return { before: each, after: at === -1 ? undefined : rest.splice(at, 1)[0] }
  })
  const pairs = alike.map((each) => (each.after ? each : { ...each, after: rest.shift() }))
  return [...pairs, ...rest.map((each): Sides => ({ before: undefined, after: each }))]
}
