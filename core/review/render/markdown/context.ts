import { ownValue } from '../../../model/own-value'
import type { FoldedRest } from '../../fold/everywhere'
import type { FoldedPaths } from '../../fold/rows'
import type { NewWay } from '../../fold/ways'
import type { Review } from '../../types'
import type { Ink } from './ink'
import { mark, type Markdown } from './markdown'

/** What every section of a page reads. */
export interface Context {
  readonly review: Review
  readonly ink: Ink
  readonly folded: FoldedPaths
  readonly drift: FoldedPaths
  readonly rest: FoldedRest
  readonly ways: readonly NewWay[]
  /** Whether a table needs a column for environments. */
  readonly several: boolean
  readonly codes: ReadonlyMap<string, string>
}

/** A group with its code, as it stands in trust policies and session tags. */
export function groupText({ ink, codes }: Context, group: string): Markdown {
  const code = codes.get(group)
  return code === undefined ? ink.code(group) : mark`${ink.code(group)} (${ink.code(code)})`
}

/** The code of each group; of a group with several codes, the first environment's. */
export function codesOf({ environments }: Review): ReadonlyMap<string, string> {
  const codes = new Map<string, string>()
  for (const each of environments)
    for (const group of Object.keys(each.codes)) {
      const code = ownValue(each.codes, group)
      if (code !== undefined && !codes.has(group)) codes.set(group, code)
    }
  return codes
}
