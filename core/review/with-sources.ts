import { LazyPath, type KeyedPath } from '../access/snapshot/keyed'
import type { Snapshot } from '../access/snapshot/snapshot'
import type { ReviewPath } from './types'
import { noted } from './with-entries'

/** Gives the paths of a plan the lines of the files that say so, and what these say of it. */
export function withSources(side: Snapshot, declared: Snapshot | undefined): Snapshot {
  if (!declared) return side
  const sources = new Map(declared.paths.map((each) => [each.key, each]))
  const sourced = (each: KeyedPath): ReviewPath => {
    const { source, approvedBy, reason } = sources.get(each.key)?.path ?? {}
    return source ? { ...each.path, source, ...noted({ approvedBy, reason }) } : each.path
  }
  const paths = side.paths.map((each) => new LazyPath(each.key, each.facts, each.way, each.end, sourced, each))
  const stewards = new Map(declared.datasets.map((each) => [each.name, each.stewards]))
  const datasets = side.datasets.map((each) => ({ ...each, stewards: each.stewards ?? stewards.get(each.name) ?? [] }))
  return { ...side, paths, datasets }
}
