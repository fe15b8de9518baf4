import { compareText } from '../../model/diagnostic'
import { pathFacts, pathKey } from '../../model/graph/paths'
import type { ReviewPath } from '../types'

/** A path by its key and its facts as texts: mostly these two are compared, and nothing else is asked. */
export interface KeyedPath {
  readonly key: string
  readonly facts: string
  /** Who comes to what; asked of many paths, of which few are asked for more. */
  readonly way: PathWay
  /** What it leads to: one object for all who come to the same by one role. */
  readonly end: object
  readonly path: ReviewPath
}

export type PathWay = Pick<ReviewPath, 'service' | 'group' | 'role'>

/** A path that is made only where somebody asks for it. */
export class LazyPath<T> implements KeyedPath {
  private made: ReviewPath | undefined

  /** @param make shared by many paths, so that none needs a function of its own */
  constructor(
    readonly key: string,
    readonly facts: string,
    readonly way: PathWay,
    readonly end: object,
    private readonly make: (of: T) => ReviewPath,
    private readonly of: T,
  ) {}

  get path(): ReviewPath {
    return (this.made ??= this.make(this.of))
  }
}

/** Sorted by key and facts; one path that is given twice is there once. */
export function keyPaths(paths: readonly ReviewPath[]): readonly KeyedPath[] {
  const keyed = paths.map((path) => new LazyPath(pathKey(path), pathFacts(path), path, path, itself, path))
  keyed.sort((a, b) => compareText(a.key, b.key) || compareText(a.facts, b.facts))
  return withoutTwins(keyed)
}

const itself = (path: ReviewPath): ReviewPath => path

/** @param sorted by key and facts */
export const withoutTwins = <T extends Pick<KeyedPath, 'key' | 'facts'>>(sorted: readonly T[]): readonly T[] =>
  sorted.filter((each, index) => {
    const before = sorted[index - 1]
    return before === undefined || before.key !== each.key || before.facts !== each.facts
  })
