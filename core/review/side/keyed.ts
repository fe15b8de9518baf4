import { compareText } from '../../model/diagnostic'
import { pathFacts, pathKey } from '../../model/graph/paths'
import type { ReviewPath } from '../types'

/**
 * A path by its key and its facts as texts. Mostly these two are compared and nothing else is asked, so that the path
 * itself is made only where somebody does.
 */
export class KeyedPath {
  private made: ReviewPath | undefined

  constructor(
    readonly key: string,
    readonly facts: string,
    private readonly make: () => ReviewPath,
  ) {}

  get path(): ReviewPath {
    return (this.made ??= this.make())
  }
}

/** Sorted by key and facts; one path that is given twice is there once. */
export function keyPaths(paths: readonly ReviewPath[]): readonly KeyedPath[] {
  const keyed = paths.map((path) => new KeyedPath(pathKey(path), pathFacts(path), () => path))
  keyed.sort((a, b) => compareText(a.key, b.key) || compareText(a.facts, b.facts))
  return withoutTwins(keyed)
}

export const withoutTwins = (sorted: readonly KeyedPath[]): readonly KeyedPath[] =>
  sorted.filter((each, index) => {
    const before = sorted[index - 1]
    return before === undefined || before.key !== each.key || before.facts !== each.facts
  })
