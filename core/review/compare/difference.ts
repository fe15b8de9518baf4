import type { KeyedPath } from '../side/keyed'
import type { ReviewPath } from '../types'

/** What two sorted lists of paths differ by. */
export interface PathDifference {
  readonly gained: readonly ReviewPath[]
  readonly lost: readonly ReviewPath[]
  readonly changed: readonly { readonly before: ReviewPath; readonly after: ReviewPath }[]
}

/** A key that both sides have once is changed; where several filters share a key, each is gained or lost by itself. */
export function diffPaths(before: readonly KeyedPath[], after: readonly KeyedPath[]): PathDifference {
  const gained: ReviewPath[] = []
  const lost: ReviewPath[] = []
  const changed: { before: ReviewPath; after: ReviewPath }[] = []
  let [i, j] = [0, 0]
  while (i < before.length || j < after.length) {
    const key = least(before[i]?.key, after[j]?.key)
    const [startBefore, startAfter] = [i, j]
    while (before[i]?.key === key) i++
    while (after[j]?.key === key) j++
    const was = before.slice(startBefore, i)
    const is = after.slice(startAfter, j)
    const [onlyWas, onlyIs] = [without(was, is), without(is, was)]
    const [a, b] = [onlyWas[0], onlyIs[0]]
    if (a && b && onlyWas.length === 1 && onlyIs.length === 1) changed.push({ before: a.path, after: b.path })
    else {
      lost.push(...onlyWas.map((each) => each.path))
      gained.push(...onlyIs.map((each) => each.path))
    }
  }
  return { gained, lost, changed }
}

const least = (a: string | undefined, b: string | undefined): string =>
  a === undefined ? (b ?? '') : b === undefined ? a : a < b ? a : b

function without(paths: readonly KeyedPath[], others: readonly KeyedPath[]): readonly KeyedPath[] {
  if (paths.length === 1 && others.length === 1) return paths[0]?.facts === others[0]?.facts ? [] : paths
  return paths.filter((each) => !others.some((other) => other.facts === each.facts))
}
