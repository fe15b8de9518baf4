import { LazyPath, type KeyedPath } from '../access/snapshot/keyed'
import type { Snapshot } from '../access/snapshot/snapshot'
import type { ReviewPath } from './types'

/** Gives the paths of a plan the lines of the files that say so. */
export function withSources(side: Snapshot, declared: Snapshot | undefined): Snapshot {
  if (!declared) return side
  const sources = new Map(declared.paths.map((each) => [each.key, each]))
  const sourced = (each: KeyedPath): ReviewPath => {
    const source = sources.get(each.key)?.path.source
    return source ? { ...each.path, source } : each.path
  }
  const paths = side.paths.map((each) => new LazyPath(each.key, each.facts, each.way, sourced, each))
  const stewards = new Map(declared.datasets.map((each) => [each.name, each.stewards]))
  const datasets = side.datasets.map((each) => ({ ...each, stewards: stewards.get(each.name) ?? [] }))
  return { ...side, paths, datasets }
}
