import { pathFacts, pathKey, type AccessPath } from '../../core/model/graph/paths'
import type { Review } from '../../core/review/types'
import { changesIn, pathsIn } from './notation'
import type { Pair } from './pair'

/** What two sides differ by, as sorted texts: one a path, with its key and its facts. */
export interface Difference {
  readonly gained: readonly string[]
  readonly lost: readonly string[]
  readonly changed: readonly string[]
}

interface Change {
  readonly before: AccessPath
  readonly after: AccessPath
}

const difference = (
  gained: readonly AccessPath[],
  lost: readonly AccessPath[],
  changed: readonly Change[],
): Difference => ({
  gained: gained.map(pathText).sort(),
  lost: lost.map(pathText).sort(),
  changed: changed.map(changeText).sort(),
})

const pathText = (path: AccessPath): string => `${pathKey(path)} ${pathFacts(path)}`

function changeText({ before, after }: Change): string {
  if (pathKey(before) !== pathKey(after)) throw new Error(`${pathKey(before)} is not ${pathKey(after)}`)
  return `${pathKey(after)} ${pathFacts(before)} => ${pathFacts(after)}`
}

/** What a pair expects. */
export const expectedOf = ({ gained, lost, changed }: Pair): Difference =>
  difference(pathsIn(gained), pathsIn(lost), changesIn(changed))

/** What a review says. */
export const reviewedOf = ({ gained, lost, changed }: Pick<Review, 'gained' | 'lost' | 'changed'>): Difference =>
  difference(
    gained.map((each) => each.path),
    lost.map((each) => each.path),
    changed,
  )

/** The plain set difference of two sets of paths in which no key is twice. */
export function differenceOf(before: readonly AccessPath[], after: readonly AccessPath[]): Difference {
  const [was, is] = [byKey(before), byKey(after)]
  return difference(
    after.filter((each) => !was.has(pathKey(each))),
    before.filter((each) => !is.has(pathKey(each))),
    after.flatMap((each) => {
      const old = was.get(pathKey(each))
      return old && pathFacts(old) !== pathFacts(each) ? [{ before: old, after: each }] : []
    }),
  )
}

function byKey(paths: readonly AccessPath[]): ReadonlyMap<string, AccessPath> {
  const keyed = new Map(paths.map((each) => [pathKey(each), each]))
  if (keyed.size !== paths.length) throw new Error('a key is there twice')
  return keyed
}
