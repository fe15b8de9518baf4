import { compareText } from '../../model/diagnostic'
import { groupBy } from '../../model/group-by'

/** Something that several environments have in the same way. */
export interface Once<T> {
  /** As the first environment has it. */
  readonly first: T
  readonly all: readonly T[]
  /** Sorted, each once. */
  readonly environments: readonly string[]
}

/** Tells once what has the same key: that should leave out the environment's name. */
export function once<T extends { readonly environment: string }>(
  items: Iterable<T>,
  keyOf: (item: T) => string,
): Once<T>[] {
  return groupBy(items, keyOf).flatMap((all) => {
    const [first] = all
    return first ? [{ first, all, environments: sortedNames(all.map((each) => each.environment)) }] : []
  })
}

export const sortedNames = <T extends string>(names: Iterable<T>): T[] => [...new Set(names)].sort(compareText)
