import type { KeyedPath } from '../../access/snapshot/keyed'
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
  let i = 0
  let j = 0
  while (i < before.length || j < after.length) {
    // Mostly both sides have the same, and there are many.
    if (samePath(before[i], after[j])) {
      i++
      j++
      continue
    }
    const key = least(before[i]?.key, after[j]?.key)
    const [was, is] = [ofKey(before, i, key), ofKey(after, j, key)]
    i += was.length
    j += is.length
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

const samePath = (a: KeyedPath | undefined, b: KeyedPath | undefined): boolean =>
  a !== undefined && (a === b || (a.key === b?.key && a.facts === b.facts))

/** The paths of a key that begin at an index. */
function ofKey(paths: readonly KeyedPath[], start: number, key: string): readonly KeyedPath[] {
  let end = start
  while (paths[end]?.key === key) end++
  return paths.slice(start, end)
}

const least = (a: string | undefined, b: string | undefined): string =>
  a === undefined ? (b ?? '') : b === undefined ? a : a < b ? a : b

function without(paths: readonly KeyedPath[], others: readonly KeyedPath[]): readonly KeyedPath[] {
  if (paths.length === 1 && others.length === 1) return paths[0]?.facts === others[0]?.facts ? [] : paths
  return paths.filter((each) => !others.some((other) => other.facts === each.facts))
}
